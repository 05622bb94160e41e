/** What the engine suggests for an opened report, and the words that spoke for it. */
import { element, heading, paragraph } from "../dom";
import { NO_CHOICES } from "../writing/choices";
import type { Engine } from "./engine";
import { wordsFor, type Lists } from "./lists";
import { TOOLS } from "./tools-words";

const { suggestions: words } = TOOLS;

interface Asked {
  readonly narrative: string;
  /** False for the quarter that is coded without. */
  readonly suggests: boolean;
}

export function suggestionsSheet(engine: Engine, lists: Lists, { narrative, suggests }: Asked, choose: (factor: string) => void): HTMLElement {
  const title = heading("h2", words.title);
  title.id = "suggestions-title";
  const body = element("div", { role: "status" });
  const sheet = element("section", { class: "candour-sheet candour-suggestions", "aria-labelledby": "suggestions-title" }, title, body);
  if (suggests) void fill(body);
  else body.append(paragraph(words.hidden));
  return sheet;

  async function fill(place: HTMLElement): Promise<void> {
    try {
      const { factors } = await engine.read(narrative, NO_CHOICES);
      if (factors.length === 0) return place.replaceChildren(paragraph(words.none));
      const items = factors.map(({ code, evidence }) => item(wordsFor(lists.factors, code), evidence, () => choose(code)));
      place.replaceChildren(paragraph(words.lead, "candour-quiet"), element("ul", { class: "govuk-list" }, ...items));
    } catch {
      place.replaceChildren(paragraph(words.away));
    }
  }
}

function item(label: string, evidence: readonly string[], choose: () => void): HTMLLIElement {
  const button = element("button", { type: "button", class: "candour-quiet-button", "aria-label": words.addIt(label) }, words.add);
  button.addEventListener("click", choose);
  const why = evidence.length === 0 ? [] : [element("br"), element("span", { class: "candour-quiet" }, words.because(evidence.map(words.quoted).join(", ")))];
  return element("li", {}, element("strong", {}, label), " ", button, ...why);
}
