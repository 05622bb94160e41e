/** Parts the room's sheets share. */
import { element } from "../dom";

/** A sheet that is folded until somebody wants it; `fill` runs once, then. */
export function folded(title: string, id: string, fill: (body: HTMLElement) => void): HTMLElement {
  const body = element("div", { class: "govuk-details__text" });
  const details = element(
    "details",
    { class: "govuk-details", id },
    element("summary", { class: "govuk-details__summary" }, element("span", { class: "govuk-details__summary-text" }, title)),
    body,
  );
  details.addEventListener("toggle", () => {
    if (details.open && body.childNodes.length === 0) fill(body);
  });
  return details;
}

export function statusLine(): HTMLParagraphElement {
  return element("p", { class: "candour-progress", role: "status", tabindex: "-1" });
}

export function choice(id: string, label: string, options: readonly (readonly [string, string])[]): { readonly element: HTMLElement; readonly select: HTMLSelectElement } {
  const select = element("select", { class: "govuk-select", id }, ...options.map(([value, words]) => element("option", { value }, words)));
  return { element: element("div", { class: "govuk-form-group" }, element("label", { class: "govuk-label", for: id }, label), select), select };
}
