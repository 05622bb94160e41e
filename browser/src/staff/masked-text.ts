/** A box whose words pass the engine's masks, and the writer's own, before they can go anywhere. */
import { button, element, paragraph } from "../dom";
import { hide, keep, NO_CHOICES, type Choices } from "../writing/choices";
import { askedRows, decidedRows, previewParts } from "../writing/preview";
import type { Reading } from "../writing/reading";
import type { Engine } from "./engine";
import { statusLine } from "./parts";
import { TOOLS } from "./tools-words";

const { mask: words } = TOOLS;

export class MaskedText {
  readonly element = element("div", {});
  readonly box: HTMLTextAreaElement;
  private readonly result = element("div", { class: "candour-masked" });
  private readonly status = statusLine();
  private choices: Choices = NO_CHOICES;
  private shown: string | undefined;

  constructor(
    private readonly engine: Engine,
    { id, label, hint, rows = "5", text = "" }: { readonly id: string; readonly label: string; readonly hint: string; readonly rows?: string; readonly text?: string },
  ) {
    this.box = element("textarea", { class: "govuk-textarea", id, rows, autocomplete: "off", dir: "auto", "aria-describedby": `${id}-hint` });
    this.box.value = text;
    this.element.append(
      element(
        "div",
        { class: "govuk-form-group" },
        element("label", { class: "govuk-label", for: id }, label),
        element("div", { class: "govuk-hint", id: `${id}-hint` }, hint),
        this.box,
      ),
      element(
        "div",
        { class: "govuk-button-group" },
        button(words.look, () => void this.look(), "secondary"),
        button(words.mask, () => this.maskMarked(), "secondary"),
      ),
      this.result,
      this.status,
    );
  }

  /** The text as others will read it, once the writer has seen it so; undefined until then, and why is said here. */
  async settle(): Promise<string | undefined> {
    const reading = await this.look();
    return reading === undefined ? undefined : this.confirmed(reading);
  }

  private confirmed({ narrative }: Reading): string | undefined {
    if (narrative === this.box.value || narrative === this.shown) return narrative;
    this.shown = narrative;
    this.status.textContent = words.changed;
    return undefined;
  }

  private async look(): Promise<Reading | undefined> {
    try {
      const reading = await this.engine.read(this.box.value, this.choices);
      this.draw(reading);
      return reading;
    } catch {
      this.status.textContent = words.away;
      return undefined;
    }
  }

  private draw(reading: Reading): void {
    this.status.textContent = "";
    const decide = {
      hide: (word: string) => this.decide(hide(this.choices, word)),
      keep: (word: string) => this.decide(keep(this.choices, word)),
    };
    const rows = [...askedRows(reading.pieces, decide), ...decidedRows(reading.pieces, decide)];
    const question = reading.blame[0]?.question ?? "";
    this.result.replaceChildren(
      ...(this.box.value === "" ? [] : [paragraph(words.shown, "candour-quiet"), element("p", { class: "candour-narrative__part", dir: "auto", tabindex: "-1" }, ...previewParts(reading.pieces))]),
      ...(question === "" ? [] : [paragraph(words.blame(question))]),
      ...(rows.length === 0 ? [] : [element("ul", { class: "candour-words-list govuk-list" }, ...rows)]),
    );
  }

  private decide(choices: Choices): void {
    this.choices = choices;
    void this.look().then(() => this.result.querySelector<HTMLElement>("button, [tabindex]")?.focus({ preventScroll: true }));
  }

  private maskMarked(): void {
    const { selectionStart, selectionEnd, value } = this.box;
    const marked = value.slice(selectionStart, selectionEnd).trim();
    if (marked === "") this.status.textContent = words.markFirst;
    else this.decide(hide(this.choices, marked));
  }
}
