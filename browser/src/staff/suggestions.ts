/** What the engine suggests for an opened report, the words that spoke for it, and what somebody says does not fit. */
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
  /** Factors that are marked as not fitting. */
  readonly rejected: readonly string[];
}

export interface SuggestionActions {
  readonly choose: (factor: string) => void;
  /** It does not fit, so it cannot stay chosen. */
  readonly reject: (factor: string) => void;
  readonly changed: (rejected: readonly string[]) => void;
  readonly tell: (sentence: string) => void;
}

export class Suggestions {
  readonly element: HTMLElement;
  private rejected: readonly string[];
  private readonly marks = new Map<string, (isRejected: boolean) => void>();
  /** Said when it is there; the list below it is not, or every mark would read all of it again. */
  private readonly lead = element("div", { role: "status" });

  constructor(
    private readonly engine: Engine,
    private readonly lists: Lists,
    { narrative, suggests, rejected }: Asked,
    private readonly actions: SuggestionActions,
  ) {
    this.rejected = rejected;
    const title = heading("h2", words.title);
    title.id = "suggestions-title";
    this.element = element("section", { class: "candour-sheet candour-suggestions", "aria-labelledby": "suggestions-title" }, title, this.lead);
    if (suggests) void this.fill(narrative);
    else this.say(words.hidden);
  }

  /** What was chosen fits: it is not marked any more. */
  settle(chosen: readonly string[]): void {
    if (chosen.some((code) => this.rejected.includes(code))) this.keep(this.rejected.filter((code) => !chosen.includes(code)));
  }

  private async fill(narrative: string): Promise<void> {
    try {
      const { factors } = await this.engine.read(narrative, NO_CHOICES);
      if (factors.length === 0) return this.say(words.none);
      this.say(words.lead, "candour-quiet");
      this.element.append(element("ul", { class: "govuk-list" }, ...factors.map(({ code, evidence }) => this.item(code, evidence))));
      this.show();
    } catch {
      this.say(words.away);
    }
  }

  private say(sentence: string, className?: string): void {
    this.lead.replaceChildren(paragraph(sentence, className));
  }

  private item(code: string, evidence: readonly string[]): HTMLLIElement {
    const label = wordsFor(this.lists.factors, code);
    const choose = quietButton(words.add, words.addIt(label), () => this.actions.choose(code));
    // One button that changes its words: the focus stays where it was.
    const mark = quietButton(words.reject, words.rejectIt(label), () => this.toggle(code, label));
    const note = element("p", { class: "candour-suggestions__mark" }, words.rejected);
    const why = evidence.length === 0 ? [] : [element("p", { class: "candour-quiet" }, words.because(evidence.map(words.quoted).join(", ")))];
    const item = element("li", { "data-suggested": code }, element("strong", {}, label), element("p", { class: "candour-suggestions__answers" }, choose, mark), note, ...why);
    this.marks.set(code, (isRejected) => {
      item.classList.toggle("candour-suggestions__unfit", isRejected);
      note.hidden = !isRejected;
      mark.textContent = isRejected ? words.undo : words.reject;
      mark.setAttribute("aria-label", isRejected ? words.undoIt(label) : words.rejectIt(label));
    });
    return item;
  }

  private toggle(code: string, label: string): void {
    if (this.rejected.includes(code)) {
      this.keep(this.rejected.filter((other) => other !== code));
      return this.actions.tell(words.undone(label));
    }
    this.actions.reject(code);
    this.keep([...this.rejected, code]);
    this.actions.tell(words.told(label));
  }

  private keep(rejected: readonly string[]): void {
    this.rejected = rejected;
    this.show();
    this.actions.changed(rejected);
  }

  private show(): void {
    for (const [code, mark] of this.marks) mark(this.rejected.includes(code));
  }
}

function quietButton(label: string, name: string, act: () => void): HTMLButtonElement {
  const made = element("button", { type: "button", class: "candour-quiet-button", "aria-label": name }, label);
  made.addEventListener("click", act);
  return made;
}
