/** The writing desk: reads along while somebody writes, marks, asks, and hands over what will be sealed.
 *
 * Never changes what stands in the box. Without the engine it says so and hands over the words as they are.
 */
import { find } from "../dom";
import { MESSAGES } from "../messages";
import type { FactorSuggestion } from "../text/analysis";
import { Backdrop } from "./backdrop";
import { hide, keep, NO_CHOICES, type Choices } from "./choices";
import { askedRows, decidedRows, distinct, previewParts } from "./preview";
import { QuestionCard } from "./question";
import type { Source } from "../worker-script";
import { Reader } from "./reader";
import { carryPieces, joined, type Piece, type Reading } from "./reading";

const { reading: say } = MESSAGES;

const READ_AFTER_MS = 350;
const ASK_AFTER_MS = 2_000;
const MOST_READINGS = 3;

/** What will be sealed. `unchecked`: the engine stopped, and the writer is told so now for the first time. */
export type Settled =
  | { readonly kind: "read"; readonly narrative: string; readonly versions: readonly string[] }
  | { readonly kind: "unchecked" }
  | { readonly kind: "as-written"; readonly narrative: string };

export class Desk {
  private readonly box = find("narrative", HTMLTextAreaElement);
  private readonly panel = find("reading", HTMLElement);
  private readonly status = find("reading-status", HTMLElement);
  private readonly again = find("reading-again", HTMLButtonElement);
  private readonly missed = find("missed", HTMLElement);
  private readonly asked = find("reading-asked", HTMLElement);
  private readonly decided = find("reading-decided", HTMLElement);
  private readonly decidedPart = find("reading-decided-part", HTMLElement);
  private readonly preview = find("reading-preview", HTMLElement);
  private readonly backdrop = new Backdrop(this.box);
  private readonly question = new QuestionCard(() => this.box.focus());
  private readonly asks: boolean;
  private reader: Reader | undefined;
  private isTold = false;
  private choices: Choices = NO_CHOICES;
  private pieces: readonly Piece[] = [];
  private reading: Reading | undefined;
  private turn = 0;
  private opening: Promise<void> = Promise.resolve();
  private timers: ReturnType<typeof setTimeout>[] = [];

  /** `asks`: whether the organisation lets questions be asked and factors be suggested. */
  constructor(
    private readonly source: Source,
    asks: boolean,
    private readonly onFactors: (found: readonly FactorSuggestion[]) => void,
  ) {
    this.asks = asks;
    this.box.addEventListener("input", () => this.follow());
    this.again.addEventListener("click", () => void this.open());
    find("hide-selection", HTMLButtonElement).addEventListener("click", () => this.hideSelection());
  }

  /** Load the engine. Writing does not wait for it. A source without address: it does not know this language. */
  open(): Promise<void> {
    this.opening = this.load();
    return this.opening;
  }

  private async load(): Promise<void> {
    if (this.source.url === "") return this.lose();
    this.isTold = false;
    this.tell();
    try {
      this.reader = await Reader.start(this.source);
      await this.read();
    } catch {
      this.lose();
    }
  }

  /** Ask one of the prompts of a chosen factor, and go back to the box. */
  ask(prompt: string): void {
    this.question.ask(prompt);
    this.box.focus();
    this.box.setSelectionRange(this.box.value.length, this.box.value.length);
  }

  /** What will be sealed of the text as it stands now. */
  async settle(): Promise<Settled> {
    this.stopTimers();
    // Whoever was quicker than the engine waits for it here.
    await this.opening;
    // Somebody who goes on writing while it reads is read again.
    for (let tries = 0; tries < MOST_READINGS && this.reader !== undefined; tries += 1) {
      await this.read();
      const { reading } = this;
      if (reading !== undefined && joined(reading.pieces) === this.box.value) {
        return { kind: "read", narrative: reading.narrative, versions: reading.versions };
      }
    }
    if (this.isTold) return { kind: "as-written", narrative: this.box.value };
    this.lose();
    return { kind: "unchecked" };
  }

  /** Forget everything that was read. */
  clear(): void {
    this.stopTimers();
    this.turn += 1;
    this.choices = NO_CHOICES;
    this.reading = undefined;
    this.pieces = [];
    this.question.clear();
    this.draw();
  }

  /** After every key: the marks move along at once; reading waits for a pause. */
  private follow(): void {
    this.pieces = carryPieces(this.pieces, this.box.value);
    this.backdrop.draw(this.pieces);
    this.stopTimers();
    this.timers = [setTimeout(() => void this.read(), READ_AFTER_MS)];
    if (this.asks) this.timers.push(setTimeout(() => this.question.offer(this.reading?.blame ?? []), ASK_AFTER_MS));
  }

  private stopTimers(): void {
    this.timers.forEach(clearTimeout);
    this.timers = [];
  }

  private async read(): Promise<void> {
    const turn = (this.turn += 1);
    const text = this.box.value;
    if (this.reader === undefined) {
      this.pieces = carryPieces([], text);
      return this.draw();
    }
    try {
      const reading = await this.reader.read(text, this.choices);
      // Something newer was asked meanwhile.
      if (turn !== this.turn) return;
      this.reading = reading;
      this.pieces = carryPieces(reading.pieces, this.box.value);
      this.draw();
      if (this.asks) this.onFactors(reading.factors);
    } catch {
      this.lose();
    }
  }

  /** There is no engine any more: nothing is hidden, and the page says so. */
  private lose(): void {
    this.reader?.stop();
    this.reader = undefined;
    this.reading = undefined;
    this.isTold = true;
    this.pieces = carryPieces([], this.box.value);
    this.draw();
  }

  private draw(): void {
    const { pieces } = this;
    const decide = {
      hide: (words: string) => this.decide(hide(this.choices, words), say.nowHidden(words)),
      keep: (words: string) => this.decide(keep(this.choices, words), say.nowKept(words)),
    };
    const decided = decidedRows(pieces, decide);
    this.backdrop.draw(pieces);
    this.panel.hidden = this.box.value.trim() === "";
    this.asked.replaceChildren(...askedRows(pieces, decide));
    this.decided.replaceChildren(...decided);
    this.decidedPart.hidden = decided.length === 0;
    this.preview.replaceChildren(...previewParts(pieces));
    this.tell();
  }

  /** Said politely, and only when it has changed. */
  private tell(): void {
    const words = this.isTold ? this.whyAway : this.reader === undefined ? say.waiting : this.found();
    if (this.status.textContent !== words) this.status.textContent = words;
    this.again.hidden = !this.isTold || this.source.url === "";
    this.missed.hidden = this.reader === undefined;
  }

  private get whyAway(): string {
    return this.source.url === "" ? say.english : say.away;
  }

  private found(): string {
    const count = (state: Piece["state"]): number => distinct(this.pieces, [state]).length;
    const [hidden, asked] = [count("hidden"), count("asked")];
    if (hidden + asked === 0) return this.panel.hidden ? "" : say.quiet;
    return [hidden > 0 ? say.hidden(hidden) : "", asked > 0 ? say.asked(asked) : ""].filter(Boolean).join(" ");
  }

  private decide(choices: Choices, note: string): void {
    this.choices = choices;
    void this.read().then(() => {
      this.status.textContent = note;
      // The button that was pressed is gone: its neighbour takes over, or the preview.
      (this.asked.querySelector("button") ?? this.preview).focus({ preventScroll: true });
    });
  }

  private hideSelection(): void {
    const { selectionStart, selectionEnd, value } = this.box;
    const words = value.slice(selectionStart, selectionEnd).trim();
    if (words === "") this.status.textContent = say.selectFirst;
    else this.decide(hide(this.choices, words), say.nowHidden(words));
  }
}
