/** Builds elements without ever parsing text as HTML, so that Trusted Types can forbid it everywhere. */

type Attributes = Readonly<Record<string, string>>;

/** A new element; strings among the children become text. */
export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Attributes = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

/** The element with this id. Throws if the template lacks it: then page and script are of two versions. */
export function find<Kind extends HTMLElement>(id: string, kind: abstract new () => Kind): Kind {
  const found = document.getElementById(id);
  if (!(found instanceof kind)) throw new Error(`the page has no ${id}`);
  return found;
}

export function button(label: string, act: () => void, kind: "" | "secondary" = ""): HTMLButtonElement {
  const made = element("button", { type: "button", class: `govuk-button ${kind && `govuk-button--${kind}`}`.trim() }, label);
  made.addEventListener("click", act);
  return made;
}

export function heading(level: "h1" | "h2", text: string): HTMLHeadingElement {
  return element(level, { class: level === "h1" ? "govuk-heading-l" : "govuk-heading-m" }, text);
}

export function paragraph(text: string, className = "govuk-body"): HTMLParagraphElement {
  return element("p", { class: className }, text);
}
