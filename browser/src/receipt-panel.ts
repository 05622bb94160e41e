/** What a reporter sees once the report is stored: what happened, the eight words and how to keep them, what comes next.
 *
 * The words stand on the page only: never in its address, its title, or any storage.
 */
import { anyBelow, drawCode, ReceiptCheck, saveWords } from "./dialogue/receipt-check";
import { TALK } from "./dialogue/words";
import { button, element, heading, paragraph } from "./dom";
import { MESSAGES } from "./messages";
import type { Delivery } from "./sending";

type Sent = Extract<Delivery, { kind: "sent" }>;

export interface ReceiptActions {
  /** Clears the page. */
  readonly finish: () => void;
  /** Tells the circle that an answer is hoped for; whether it arrived. */
  readonly ask: (words: readonly string[]) => Promise<boolean>;
  /** Where the words are typed later. */
  readonly comeBack: string;
}

const { sent } = MESSAGES;

/** The panel's parts, ready to be shown. `lock`: the six words of the key it was sealed to. */
export function receiptPanel({ circle, words, version }: Sent, lock: string, actions: ReceiptActions): HTMLElement[] {
  const note = version === "this" ? [] : [paragraph(version === "already" ? sent.already : sent.earlier)];
  return [
    // Not on paper: a sheet in a shared tray should not say that somebody reported.
    element("div", { class: "candour-no-print" }, heading("h1", sent.title)),
    ...note,
    wordsSection(words),
    section(sent.nextTitle, paragraph(sent.next), paragraph(TALK.check.when), ...comeBack(actions.comeBack)),
    answerSection(words, actions.ask),
    section(sent.readersTitle, paragraph(sent.readers(circle.label)), ...lockParts(lock)),
    section(sent.leadersTitle, paragraph(sent.leaders)),
    section(sent.finishTitle, paragraph(sent.finishHint), button(sent.finish, actions.finish)),
  ];
}

function section(title: string, ...body: readonly HTMLElement[]): HTMLElement {
  return element("section", { class: "candour-no-print" }, heading("h2", title), ...body);
}

/** The address as text, to be copied by hand: a link would be one tap away from leaving the words. */
function comeBack(address: string): HTMLElement[] {
  return [paragraph(TALK.check.back), element("p", { class: "govuk-body candour-address", translate: "no" }, address)];
}

/** The six words of the lock, to be compared with the poster. */
function lockParts(lock: string): HTMLElement[] {
  const words = element("p", { class: "govuk-body candour-fingerprint", lang: "en", dir: "ltr", translate: "no" }, lock);
  return [paragraph(sent.lock, "candour-quiet"), words];
}

function answerSection(words: readonly string[], ask: ReceiptActions["ask"]): HTMLElement {
  const status = element("p", { class: "candour-progress", role: "status" });
  const asking = button(TALK.answer.ask, () => {
    asking.setAttribute("aria-disabled", "true");
    void ask(words).then((arrived) => {
      status.textContent = arrived ? TALK.answer.asked : TALK.answer.unreached;
      if (arrived) asking.remove();
      else asking.removeAttribute("aria-disabled");
    });
  }, "secondary");
  return section(TALK.answer.title, paragraph(TALK.answer.lead), asking, status);
}

function wordsSection(words: readonly string[]): HTMLElement {
  const list = element("ol", { class: "candour-words", lang: "en", translate: "no" });
  list.append(...words.map((word) => element("li", {}, word)));
  const status = element("p", { class: "candour-progress candour-no-print", role: "status" });
  const code = element("div", { class: "candour-no-print" });
  const copy = button(sent.copy, () => void copyWords(words, status), "secondary");
  const print = button(sent.print, () => window.print(), "secondary");
  const save = button(TALK.check.save, () => {
    saveWords(words);
    status.textContent = TALK.check.saved;
  }, "secondary");
  const qr = button(TALK.check.qr, () => void drawCode(words).then((drawn) => code.replaceChildren(drawn)), "secondary");
  const keeping = element("div", {}, paragraph(sent.printHint, "govuk-body candour-no-print"));
  keeping.append(element("div", { class: "govuk-button-group candour-no-print" }, copy, print, save, qr), status, code);
  const check = new ReceiptCheck(words, [list, keeping], anyBelow);
  return element(
    "section",
    { class: "candour-sheet" },
    heading("h2", sent.wordsTitle),
    list,
    paragraph(sent.words),
    keeping,
    check.element,
  );
}

async function copyWords(words: readonly string[], status: HTMLElement): Promise<void> {
  try {
    await navigator.clipboard.writeText(words.join(" "));
    status.textContent = sent.copied;
  } catch {
    status.textContent = sent.notCopied;
  }
}
