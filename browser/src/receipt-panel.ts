/** What a reporter sees once the report is stored: what happened, who can read it, and the eight words.
 *
 * The words stand on the page only: never in its address, its title, or any storage.
 */
import { button, element, heading, paragraph } from "./dom";
import { MESSAGES } from "./messages";
import type { Delivery } from "./sending";

type Sent = Extract<Delivery, { kind: "sent" }>;

const { sent } = MESSAGES;

/** The panel's parts, ready to be shown. `finish` clears the page. */
export function receiptPanel({ circle, words, version }: Sent, finish: () => void): HTMLElement[] {
  const note = version === "this" ? [] : [paragraph(version === "already" ? sent.already : sent.earlier)];
  return [
    // Not on paper: a sheet in a shared tray should not say that somebody reported.
    element("div", { class: "candour-no-print" }, heading("h1", sent.title)),
    ...note,
    wordsSection(words),
    section(sent.readersTitle, paragraph(sent.readers(circle.label))),
    section(sent.nextTitle, paragraph(sent.next)),
    section(sent.leadersTitle, paragraph(sent.leaders)),
    section(sent.finishTitle, paragraph(sent.finishHint), button(sent.finish, finish)),
  ];
}

function section(title: string, ...body: readonly HTMLElement[]): HTMLElement {
  return element("section", { class: "candour-no-print" }, heading("h2", title), ...body);
}

function wordsSection(words: readonly string[]): HTMLElement {
  const list = element("ol", { class: "candour-words", lang: "en", translate: "no" });
  list.append(...words.map((word) => element("li", {}, word)));
  const status = element("p", { class: "candour-progress candour-no-print", role: "status" });
  const copy = button(sent.copy, () => void copyWords(words, status), "secondary");
  const print = button(sent.print, () => window.print(), "secondary");
  return element(
    "section",
    { class: "candour-sheet" },
    heading("h2", sent.wordsTitle),
    list,
    paragraph(sent.words),
    paragraph(sent.printHint, "govuk-body candour-no-print"),
    element("div", { class: "govuk-button-group" }, copy, print),
    status,
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
