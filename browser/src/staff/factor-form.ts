/** Choosing up to three factors, in order, with their definitions; and what to do when somebody was quicker.
 *
 * Keeps the choice until it is saved: no answer from the service loses it.
 */
import { button, element, heading, paragraph } from "../dom";
import { toggleFactor } from "../report";
import type { Choice } from "./answers";
import { wordsFor, type FactorGroup, type FactorWords, type Lists } from "./lists";
import { WORDS } from "./words";

const { factors: words } = WORDS;

/** What came of saving: done, refused in a sentence, or overtaken by what somebody else chose. */
export type Saved =
  | { readonly kind: "saved" }
  | { readonly kind: "failed"; readonly reason: string }
  | { readonly kind: "stale"; readonly theirs: Choice; readonly yours: Choice };

export interface FactorActions {
  readonly save: (factors: readonly string[]) => Promise<Saved>;
  /** Show the report again as it is stored now. */
  readonly reload: () => void;
  readonly changed: (factors: readonly string[]) => void;
  readonly tell: (sentence: string) => void;
}

export class FactorForm {
  readonly element: HTMLElement;
  private chosen: readonly string[];
  private isBusy = false;
  private readonly chosenPart = element("div", { class: "candour-chosen", role: "status" });
  private readonly outcome = element("div", { tabindex: "-1", class: "candour-outcome" });
  /** For the eye; `tell` says the same to a screen reader. */
  private readonly progress = element("p", { class: "candour-progress" });
  private readonly saveButton = button(words.save, () => void this.save());
  private readonly boxes: readonly HTMLInputElement[];

  constructor(
    private readonly lists: Lists,
    chosen: readonly string[],
    private readonly actions: FactorActions,
  ) {
    this.chosen = chosen;
    const groups = lists.factorGroups.map((group, place) => this.group(group, place));
    this.boxes = groups.flatMap((group) => [...group.querySelectorAll("input")]);
    this.element = element(
      "section",
      { class: "candour-sheet", "aria-labelledby": "factors-title" },
      named(heading("h2", words.title), "factors-title"),
      paragraph(words.lead(lists.maxFactors)),
      element("div", { class: "candour-factors" }, ...groups),
      this.chosenPart,
      this.outcome,
      this.saveButton,
      this.progress,
    );
    this.show("");
  }

  /** Choose a factor, as a tick does. */
  choose(factor: string): void {
    this.toggle(factor, true);
  }

  /** Take a factor back, as unticking it does. */
  drop(factor: string): void {
    if (this.chosen.includes(factor)) this.toggle(factor, false);
  }

  private group(group: FactorGroup, place: number): HTMLElement {
    const boxes = group.factors.map((factor, at) => this.box(factor, `factor-${place}-${at}`));
    const legend = element("legend", { class: "govuk-visually-hidden" }, group.label);
    const details = element(
      "details",
      { class: "govuk-details" },
      element(
        "summary",
        { class: "govuk-details__summary" },
        element("span", { class: "govuk-details__summary-text candour-factors__group" }, group.label),
        element("span", { class: "candour-factors__inside" }, group.factors.map(({ label }) => label).join(" · ")),
      ),
      element(
        "div",
        { class: "govuk-details__text" },
        element("fieldset", { class: "govuk-fieldset" }, legend, element("div", { class: "govuk-checkboxes" }, ...boxes)),
      ),
    );
    details.open = group.factors.some(({ code }) => this.chosen.includes(code));
    return details;
  }

  private box(factor: FactorWords, id: string): HTMLElement {
    const input = element("input", {
      class: "govuk-checkboxes__input",
      type: "checkbox",
      id,
      value: factor.code,
      "aria-describedby": `${id}-hint`,
    });
    input.addEventListener("change", () => this.toggle(factor.code, input.checked));
    return element(
      "div",
      { class: "govuk-checkboxes__item" },
      input,
      element("label", { class: "govuk-label govuk-checkboxes__label", for: id }, factor.label),
      element("div", { class: "govuk-hint govuk-checkboxes__hint", id: `${id}-hint` }, factor.definition),
    );
  }

  private toggle(factor: string, isOn: boolean): void {
    const { chosen, refused } = toggleFactor(this.chosen, factor, isOn, this.lists.maxFactors);
    this.change(chosen, refused ? words.full(this.lists.maxFactors) : "");
  }

  private putFirst(factor: string): void {
    this.change([factor, ...this.chosen.filter((code) => code !== factor)], "");
    this.saveButton.focus();
    this.actions.tell(words.moved(wordsFor(this.lists.factors, factor)));
  }

  private change(chosen: readonly string[], note: string): void {
    this.chosen = chosen;
    this.progress.textContent = "";
    this.show(note);
    this.actions.changed(chosen);
  }

  private show(note: string): void {
    for (const box of this.boxes) box.checked = this.chosen.includes(box.value);
    const items = this.chosen.map((code, place) => this.chosenItem(code, place));
    const list = element("ol", { class: "govuk-list govuk-list--number" }, ...items);
    const parts = items.length === 0 ? [paragraph(words.none)] : [paragraph(words.chosen), list];
    this.chosenPart.replaceChildren(...parts, ...(note === "" ? [] : [paragraph(note)]));
  }

  private chosenItem(code: string, place: number): HTMLLIElement {
    const label = wordsFor(this.lists.factors, code);
    if (place === 0) return element("li", {}, label);
    const first = element("button", { type: "button", class: "candour-quiet-button", "aria-label": words.first(label) }, words.putFirst);
    first.addEventListener("click", () => this.putFirst(code));
    return element("li", {}, label, " ", first);
  }

  private async save(): Promise<void> {
    if (this.isBusy) return;
    this.setBusy(true);
    this.outcome.replaceChildren();
    this.tell(words.saving);
    const saved = await this.actions.save(this.chosen);
    this.setBusy(false);
    if (saved.kind === "saved") return this.tell(words.saved);
    this.tell("");
    this.outcome.replaceChildren(saved.kind === "failed" ? failure(saved.reason) : this.overtaken(saved.theirs, saved.yours));
    this.outcome.focus();
  }

  private tell(sentence: string): void {
    this.progress.textContent = sentence;
    this.actions.tell(sentence);
  }

  private setBusy(isBusy: boolean): void {
    this.isBusy = isBusy;
    this.saveButton.setAttribute("aria-disabled", String(isBusy));
  }

  private overtaken(theirs: Choice, yours: Choice): HTMLElement {
    const buttons = element(
      "div",
      { class: "govuk-button-group" },
      button(words.saveMine, () => void this.save()),
      button(words.keepTheirs, () => this.actions.reload(), "secondary"),
    );
    return notice(
      words.staleTitle,
      paragraph(words.stale),
      paragraph(words.theirs),
      ...this.inOrder(theirs),
      paragraph(words.yours),
      ...this.inOrder(yours),
      buttons,
    );
  }

  private inOrder({ factors, rejected }: Choice): HTMLElement[] {
    const named = (codes: readonly string[]): string[] => codes.map((code) => wordsFor(this.lists.factors, code));
    const items = named(factors).map((label) => element("li", {}, label));
    const chosen =
      items.length === 0
        ? element("ul", { class: "govuk-list" }, element("li", {}, words.nothing))
        : element("ol", { class: "govuk-list govuk-list--number" }, ...items);
    return rejected.length === 0 ? [chosen] : [chosen, paragraph(words.unfit(named(rejected).join(", ")))];
  }
}

function failure(reason: string): HTMLElement {
  return notice(words.failedTitle, paragraph(reason));
}

function notice(title: string, ...body: readonly HTMLElement[]): HTMLElement {
  return element("div", { class: "candour-notice", role: "alert" }, element("h3", { class: "govuk-heading-s" }, title), ...body);
}

function named<Kind extends HTMLElement>(part: Kind, id: string): Kind {
  part.id = id;
  return part;
}
