/** Which factors are chosen, in which order, what the words suggest, and what to ask about the chosen ones.
 *
 * A suggestion is never chosen by itself, and one that was refused does not come back.
 */
import { choice } from "./writing/choice";
import { element, find } from "./dom";
import { MESSAGES } from "./messages";
import { toggleFactor } from "./report";
import type { FactorSuggestion } from "./text/analysis";

const { factors: say, suggestions } = MESSAGES;
const MOST_PROMPTS = 2;

/** Two prompts: both of a single factor, the first of each where there are more. */
export function promptsFor(chosen: readonly string[], prompts: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const lists = chosen.map((code) => prompts.get(code) ?? []);
  const inTurn = [...lists.map((list) => list[0]), ...lists.map((list) => list[1])];
  return inTurn.filter((prompt) => prompt !== undefined).slice(0, MOST_PROMPTS);
}

/** What of the suggestions is still worth showing. */
export function openSuggestions(
  found: readonly FactorSuggestion[],
  chosen: readonly string[],
  refused: ReadonlySet<string>,
): readonly FactorSuggestion[] {
  return found.filter(({ code }) => !chosen.includes(code) && !refused.has(code));
}

export interface FactorHooks {
  onChange(chosen: readonly string[]): void;
  onPrompt(prompt: string): void;
}

export class FactorPicker {
  private chosen: readonly string[] = [];
  private found: readonly FactorSuggestion[] = [];
  private suggested: ReadonlySet<string> = new Set();
  private refused: ReadonlySet<string> = new Set();
  private readonly boxes: readonly HTMLInputElement[];
  private readonly prompts: ReadonlyMap<string, readonly string[]>;
  private readonly chosenPart = find("chosen", HTMLElement);
  private readonly suggestedPart = find("suggested", HTMLElement);
  private readonly suggestedList = find("suggested-list", HTMLElement);
  private readonly promptsPart = find("prompts", HTMLElement);
  private readonly promptsList = find("prompts-list", HTMLElement);

  constructor(
    form: HTMLFormElement,
    private readonly most: number,
    private readonly asks: boolean,
    private readonly hooks: FactorHooks,
  ) {
    this.boxes = [...form.querySelectorAll<HTMLInputElement>('input[name="factors"]')];
    this.prompts = new Map(
      this.boxes.map(({ value, dataset }) => [value, [dataset["promptOne"] ?? "", dataset["promptTwo"] ?? ""].filter(Boolean)]),
    );
    for (const box of this.boxes) box.addEventListener("change", () => this.set(box.value, box.checked));
    this.draw("");
  }

  read(): { readonly chosen: readonly string[]; readonly suggested: readonly string[]; readonly refused: readonly string[] } {
    return { chosen: this.chosen, suggested: [...this.suggested], refused: [...this.refused] };
  }

  suggest(found: readonly FactorSuggestion[]): void {
    this.found = found;
    this.drawSuggestions();
  }

  clear(): void {
    this.chosen = [];
    this.found = [];
    this.suggested = new Set();
    this.refused = new Set();
    this.draw("");
  }

  private set(code: string, isOn: boolean): void {
    const { chosen, refused } = toggleFactor(this.chosen, code, isOn, this.most);
    this.chosen = chosen;
    this.draw(refused ? say.full(this.most) : "");
    this.hooks.onChange(this.chosen);
  }

  private label(code: string): string {
    return this.boxes.find(({ value }) => value === code)?.labels?.[0]?.textContent?.trim() ?? "";
  }

  private draw(note: string): void {
    for (const box of this.boxes) box.checked = this.chosen.includes(box.value);
    const items = this.chosen.map((code, place) => this.chosenRow(code, place));
    const intro = items.length > 0 ? say.chosen : say.none;
    const lines = [intro, note].filter(Boolean).map((line) => element("p", { class: "govuk-body" }, line));
    const list = element("ol", { class: "govuk-list govuk-list--number" }, ...items);
    this.chosenPart.replaceChildren(...(items.length > 0 ? [lines[0] ?? "", list, ...lines.slice(1)] : lines));
    this.drawSuggestions();
    this.drawPrompts();
  }

  private chosenRow(code: string, place: number): HTMLElement {
    const label = this.label(code);
    const first = choice(suggestions.first, label, () => this.putFirst(code));
    const remove = choice(suggestions.remove, label, () => this.act(code, false));
    const name = element("span", { class: "candour-word__text" }, label);
    return element("li", {}, element("div", { class: "candour-word" }, name, ...(place > 0 ? [first] : []), remove));
  }

  private putFirst(code: string): void {
    this.chosen = [code, ...this.chosen.filter((one) => one !== code)];
    this.draw("");
    this.hooks.onChange(this.chosen);
    this.chosenPart.focus({ preventScroll: true });
  }

  /** By a button that is drawn anew: the list takes the focus. */
  private act(code: string, isOn: boolean): void {
    this.set(code, isOn);
    this.chosenPart.focus({ preventScroll: true });
  }

  private drawSuggestions(): void {
    const open = openSuggestions(this.found, this.chosen, this.refused);
    this.suggested = new Set([...this.suggested, ...open.map(({ code }) => code)]);
    this.suggestedPart.hidden = open.length === 0;
    const shown = open.map(({ code, evidence }) => `${code} ${evidence.join(" ")}`).join("\n");
    if (shown === this.suggestedList.dataset["shown"]) return;
    this.suggestedList.dataset["shown"] = shown;
    this.suggestedList.replaceChildren(...open.map((one) => this.suggestedRow(one)));
  }

  private suggestedRow({ code, evidence }: FactorSuggestion): HTMLElement {
    const label = this.label(code);
    const refuse = (): void => {
      this.refused = new Set([...this.refused, code]);
      this.drawSuggestions();
      this.chosenPart.focus({ preventScroll: true });
    };
    return element(
      "li",
      { class: "candour-word" },
      element(
        "div",
        { class: "candour-word__text" },
        element("strong", { class: "candour-word__words" }, label),
        element("span", { class: "candour-word__why" }, evidence.length > 0 ? suggestions.because(evidence) : ""),
      ),
      choice(suggestions.add, label, () => this.act(code, true)),
      choice(suggestions.refuse, label, refuse),
    );
  }

  private drawPrompts(): void {
    const prompts = this.asks ? promptsFor(this.chosen, this.prompts) : [];
    this.promptsPart.hidden = prompts.length === 0;
    this.promptsList.replaceChildren(
      ...prompts.map((prompt) => {
        const answer = choice(suggestions.answer, prompt, () => this.hooks.onPrompt(prompt));
        return element("li", { class: "candour-word" }, element("span", { class: "candour-word__text" }, prompt), answer);
      }),
    );
  }
}
