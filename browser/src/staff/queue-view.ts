/** One page of a circle's queue, as elements. Knows codes and days only: nothing here has been opened. */
import { button, element, paragraph } from "../dom";
import type { CircleName, CodedReport, Queue } from "./answers";
import { wordsFor, type Lists } from "./lists";
import { BAND_WORDS, receivedWords, WORDS } from "./words";

const { queue: words } = WORDS;

export interface QueueActions {
  readonly open: (report: CodedReport) => void;
  readonly turnTo: (page: number) => void;
}

/** The list, with pages; `focus` is the report somebody came back from. */
export function queueView(circle: CircleName, queue: Queue, lists: Lists, actions: QueueActions): HTMLElement[] {
  const title = element("h1", { class: "govuk-heading-l", tabindex: "-1" }, words.title(circle.label));
  const lead = paragraph(words.lead, "govuk-body");
  if (queue.reports.length === 0) return [title, lead, element("p", { class: "govuk-inset-text" }, words.empty)];
  const rows = queue.reports.map((report) => row(report, lists, actions.open));
  return [title, lead, element("ol", { class: "candour-queue" }, ...rows), ...pageTurner(queue, actions.turnTo)];
}

/** The tag that says how soon to look; its border says the same without words or colour. */
export function bandTag(report: CodedReport): HTMLElement {
  return element("span", { class: `candour-band candour-band--${report.band}` }, BAND_WORDS[report.band]);
}

/** The factors in words, the counted one first. */
export function factorWords(factors: readonly string[], lists: Lists): string {
  return factors.length === 0 ? words.noFactors : factors.map((code) => wordsFor(lists.factors, code)).join(" · ");
}

/** The circle's key in six words, worked out when somebody asks. */
export function compareKey(fingerprint: () => Promise<string>): HTMLElement {
  const place = element("p", { class: "candour-fingerprint", role: "status", dir: "auto" });
  const details = element(
    "details",
    { class: "govuk-details candour-compare" },
    element("summary", { class: "govuk-details__summary" }, element("span", { class: "govuk-details__summary-text" }, words.compare)),
    element("div", { class: "govuk-details__text" }, paragraph(words.compareWhy), place),
  );
  details.addEventListener("toggle", () => {
    if (!details.open || place.textContent !== "") return;
    fingerprint().then(
      (six) => (place.textContent = six),
      () => (place.textContent = words.compareFailed),
    );
  });
  return details;
}

function row(report: CodedReport, lists: Lists, open: (report: CodedReport) => void): HTMLLIElement {
  const [kind, unit] = [wordsFor(lists.kinds, report.kind), wordsFor(lists.units, report.unit)];
  const opener = element("button", { type: "button", class: "candour-queue__open", "data-report": report.report }, kind);
  opener.addEventListener("click", () => open(report));
  const state = report.isCoded ? words.coded : words.fresh;
  const when = `${words.received(receivedWords(report.received))} · ${words.locked[report.sealedBy]}`;
  return element(
    "li",
    { class: "candour-queue__row" },
    element("h2", { class: "candour-queue__title" }, opener),
    element("p", { class: "candour-queue__tags" }, bandTag(report), element("span", { class: "candour-state" }, state)),
    element("p", { class: "candour-queue__factors" }, element("span", { class: "candour-quiet" }, unit), element("br"), factorWords(report.factors, lists)),
    element("p", { class: "candour-queue__when" }, when),
  );
}

function pageTurner(queue: Queue, turnTo: (page: number) => void): HTMLElement[] {
  if (queue.pages === 1) return [];
  const where = element("p", { class: "candour-pages__where" }, words.page(queue.page, queue.pages));
  const parts: HTMLElement[] = [where];
  if (queue.page > 1) parts.unshift(button(words.previous, () => turnTo(queue.page - 1), "secondary"));
  if (queue.page < queue.pages) parts.push(button(words.next, () => turnTo(queue.page + 1), "secondary"));
  return [element("nav", { class: "candour-pages", "aria-label": words.pagesOfList }, ...parts)];
}
