/** The circle's end of a dialogue beside an opened report: what was written, thanks with one tap, answers. */
import { TooLong } from "../crypto/errors";
import { mondayOf, OUTCOMES, type MessageKind, type Outcome } from "../dialogue/message";
import { button, element, heading, paragraph } from "../dom";
import { Refused } from "./api";
import type { Answer, Conversation, Said } from "./conversation";
import { DIALOGUE, OUTCOME_WORDS, TEMPLATES } from "./dialogue-words";
import { isSignedOut } from "./coding";
import type { Engine } from "./engine";
import { MaskedText } from "./masked-text";
import { choice } from "./parts";
import { paragraphsOf } from "./words";

export interface DialogueActions {
  /** The dialogue as it is stored now. Throws what fetching throws. */
  readonly open: () => Promise<Conversation>;
  readonly locked: () => void;
  readonly tell: (sentence: string) => void;
  readonly now: () => number;
  /** Answers pass its masks before they are sealed. */
  readonly engine: Engine;
}

const KINDS = ["words", "theme", "outcome"] as const;

export class DialogueView {
  readonly element = element("section", { class: "candour-sheet candour-dialogue", "aria-labelledby": "dialogue-title" });
  private readonly body = element("div", {});

  constructor(private readonly actions: DialogueActions) {
    const title = heading("h2", DIALOGUE.title);
    title.id = "dialogue-title";
    this.element.append(title, this.body);
    void this.load("");
  }

  private async load(done: string): Promise<void> {
    this.body.replaceChildren(paragraph(DIALOGUE.opening, "candour-quiet"));
    try {
      this.show(await this.actions.open(), done);
    } catch (error) {
      if (isSignedOut(error)) return this.actions.locked();
      if (error instanceof Refused && error.code === "no-dialogue") return this.body.replaceChildren(paragraph(DIALOGUE.none));
      this.body.replaceChildren(paragraph(DIALOGUE.unreached), button(DIALOGUE.again, () => void this.load("")));
    }
  }

  private show(talk: Conversation, done: string): void {
    const parts: HTMLElement[] = [];
    if (talk.state.asked) parts.push(element("p", { class: "candour-dialogue__asked" }, DIALOGUE.asked));
    if (talk.said.length === 0) parts.push(paragraph(DIALOGUE.empty, "candour-quiet"));
    else parts.push(element("ol", { class: "candour-dialogue__said" }, ...talk.said.map(saidItem)));
    if (talk.broken > 0) parts.push(paragraph(DIALOGUE.broken(talk.broken)));
    const status = element("p", { class: "candour-progress", role: "status", tabindex: "-1" }, done);
    parts.push(status);
    if (talk.room === 0) parts.push(paragraph(DIALOGUE.full));
    else {
      if (talk.state.acknowledged === "no") parts.push(...this.thankPart(talk, status));
      parts.push(this.replyPart(talk, status), paragraph(DIALOGUE.room(talk.room), "candour-quiet"));
    }
    this.body.replaceChildren(...parts);
    if (done !== "") status.focus();
  }

  private thankPart(talk: Conversation, status: HTMLElement): HTMLElement[] {
    const thank = button(DIALOGUE.thank, () => void this.send(talk, { kind: "thanks", outcome: "", text: "" }, status));
    return [paragraph(DIALOGUE.thankWhy), thank];
  }

  private replyPart(talk: Conversation, status: HTMLElement): HTMLElement {
    const kind = choice("reply-kind", DIALOGUE.what, KINDS.map((one) => [one, DIALOGUE.kinds[one]]));
    const came = choice("reply-outcome", DIALOGUE.came, OUTCOMES.map((one) => [one, OUTCOME_WORDS[one]]));
    const start = choice("reply-start", DIALOGUE.start, [["", DIALOGUE.own], ...TEMPLATES.map(({ label }, at): [string, string] => [String(at), label])]);
    const words = new MaskedText(this.actions.engine, { id: "reply-text", label: DIALOGUE.text, hint: DIALOGUE.textHint });
    came.element.hidden = true;
    kind.select.addEventListener("change", () => (came.element.hidden = kind.select.value !== "outcome"));
    start.select.addEventListener("change", () => {
      const template = TEMPLATES[Number(start.select.value)];
      if (start.select.value !== "" && template !== undefined) words.box.value = template.text;
    });
    const seal = async (): Promise<void> => {
      const chosen = kind.select.value as MessageKind;
      if (words.box.value.trim() === "" && chosen === "words") return void (status.textContent = DIALOGUE.missing);
      const text = await words.settle();
      if (text === undefined) return;
      await this.send(talk, { kind: chosen, outcome: chosen === "outcome" ? (came.select.value as Outcome) : "", text: text.trim() }, status);
    };
    const send = button(DIALOGUE.send, () => void seal());
    const details = element(
      "details",
      { class: "govuk-details" },
      element("summary", { class: "govuk-details__summary" }, element("span", { class: "govuk-details__summary-text" }, DIALOGUE.reply)),
      element("div", { class: "govuk-details__text" }, kind.element, came.element, start.element, words.element, send),
    );
    return details;
  }

  private async send(talk: Conversation, answer: Answer, status: HTMLElement): Promise<void> {
    status.textContent = DIALOGUE.sending;
    try {
      await talk.answer(answer, this.actions.now());
    } catch (error) {
      if (isSignedOut(error)) return this.actions.locked();
      status.textContent = whyNot(error);
      return status.focus();
    }
    const done = answer.kind === "thanks" ? DIALOGUE.thanked : DIALOGUE.sent;
    this.actions.tell(done);
    await this.load(done);
  }
}

function whyNot(error: unknown): string {
  if (error instanceof TooLong) return DIALOGUE.tooLong;
  if (!(error instanceof Refused)) return DIALOGUE.failed;
  return { "dialogue-full": DIALOGUE.full, "retired-key": DIALOGUE.moved }[error.code] ?? DIALOGUE.failed;
}

/** One message as text, never as markup. */
function saidItem({ by, message }: Said): HTMLElement {
  const who = by === "reporter" ? DIALOGUE.byReporter : DIALOGUE.byCircle;
  const head = element("p", { class: "candour-dialogue__who" }, who, " ", element("span", { class: "candour-quiet" }, DIALOGUE.week(mondayOf(message.week))));
  const what = message.outcome !== "" ? OUTCOME_WORDS[message.outcome] : message.kind === "thanks" ? DIALOGUE.thanked : message.kind === "theme" ? DIALOGUE.kinds.theme : "";
  const lines = paragraphsOf(message.text).map((line) => paragraph(line, "candour-narrative__part"));
  return element("li", { "data-by": by }, head, ...(what === "" ? [] : [paragraph(what)]), ...lines);
}
