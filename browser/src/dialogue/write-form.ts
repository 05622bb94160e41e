/** Writing a message: typed, masked by the text engine, shown exactly as the circle will read it, then sent.
 *
 * The text stays in the field until it has arrived. Nothing is sent that was not shown first.
 */
import { button, element, heading, paragraph } from "../dom";
import { MAX_MESSAGE } from "../crypto/message";
import type { Span } from "../text/analysis";
import type { Mailbox } from "./holder";
import { encodeMessage, wellFormed } from "./message";
import { TALK } from "./words";
import type { Sent } from "./writing";

const { write: say } = TALK;

export interface WriteActions {
  readonly send: (text: string, asks: boolean) => Promise<Sent>;
  readonly sent: (asks: boolean) => void;
}

type Scrub = typeof import("../text/engine").scrub;
type Stretch = readonly [number, number];

export class WriteForm {
  readonly element: HTMLElement;
  private readonly field = element("textarea", {
    class: "govuk-textarea",
    id: "message",
    rows: "5",
    autocomplete: "off",
    spellcheck: "false",
    "aria-describedby": "message-hint",
  });
  private readonly asks = element("input", { class: "govuk-checkboxes__input", type: "checkbox", id: "message-asks" });
  private readonly step = element("div", {});
  private readonly status = element("p", { class: "candour-progress", role: "status" });
  private isBusy = false;
  private unmasked: readonly Stretch[] = [];

  constructor(
    private readonly mailbox: Mailbox,
    private readonly actions: WriteActions,
  ) {
    const label = element("label", { class: "govuk-label govuk-label--s", for: "message" }, say.label);
    const hint = element("div", { class: "govuk-hint", id: "message-hint" }, say.hint);
    this.field.addEventListener("input", () => this.edit());
    this.element = element(
      "div",
      {},
      paragraph(say.lead),
      element("div", { class: "govuk-form-group" }, label, hint, this.field),
      ...(mailbox.asked ? [] : [this.askBox()]),
      this.step,
      this.status,
      paragraph(say.more(mailbox.room), "candour-quiet"),
    );
    this.edit();
  }

  private askBox(): HTMLElement {
    const label = element("label", { class: "govuk-label govuk-checkboxes__label", for: "message-asks" }, say.asks);
    const item = element("div", { class: "govuk-checkboxes__item" }, this.asks, label);
    return element("div", { class: "govuk-form-group govuk-checkboxes govuk-checkboxes--small" }, item);
  }

  /** A changed text has to be looked at again before it can be sent. */
  private edit(): void {
    this.unmasked = [];
    this.status.textContent = "";
    this.step.replaceChildren(button(say.check, () => void this.preview(), "secondary"));
  }

  private async preview(): Promise<void> {
    const text = wellFormed(this.field.value);
    if (text === "") return this.tell(say.missing);
    const { scrub } = await import("../text/engine");
    this.showPreview(text, scrub);
  }

  private showPreview(text: string, scrub: Scrub): void {
    const { text: clean, replaced } = scrub(text, { unmasked: this.unmasked, masked: [] });
    const { place } = this.mailbox;
    const size = encodeMessage({ place, week: "2026-W01", kind: "words", outcome: "", text: clean }).length;
    if (size > MAX_MESSAGE) return this.tell(say.tooLong(size - MAX_MESSAGE));
    const lines = clean.split(/\n[ \t]*\n+/).map((line) => paragraph(line, "candour-narrative__part"));
    const points = [...text];
    const masks = replaced.map((span) => this.maskRow(span, points.slice(span.start, span.end).join(""), () => this.showPreview(text, scrub)));
    const list = masks.length === 0 ? [paragraph(say.clean, "candour-quiet")] : [paragraph(say.masked(masks.length)), element("ul", { class: "govuk-list" }, ...masks)];
    const title = heading("h2", say.preview);
    title.className = "govuk-heading-s";
    title.tabIndex = -1;
    this.status.textContent = "";
    this.step.replaceChildren(
      title,
      element("div", { class: "govuk-inset-text candour-preview" }, ...lines),
      ...list,
      element("div", { class: "govuk-button-group" }, button(say.send, () => void this.send(clean)), button(say.change, () => this.change(), "secondary")),
    );
    title.focus();
  }

  private maskRow(span: Span, word: string, redraw: () => void): HTMLElement {
    if (span.fixed) return element("li", {}, say.always(word));
    const keep = element("button", { type: "button", class: "candour-quiet-button" }, say.keepOpen(word));
    keep.addEventListener("click", () => {
      this.unmasked = [...this.unmasked, [span.start, span.end]];
      redraw();
    });
    return element("li", {}, keep);
  }

  private change(): void {
    this.edit();
    this.field.focus();
  }

  private async send(clean: string): Promise<void> {
    if (this.isBusy) return;
    this.isBusy = true;
    this.field.readOnly = true;
    this.tell(say.sending);
    const asks = this.asks.checked;
    const sent = await this.actions.send(clean, asks);
    this.isBusy = false;
    this.field.readOnly = false;
    if (sent === "sent") {
      this.field.value = "";
      this.actions.sent(asks);
    } else this.tell(say[sent]);
  }

  private tell(sentence: string): void {
    this.status.textContent = sentence;
  }
}
