/** One page of a circle's queue, as elements. Knows codes and days, and of what is open a beginning. */
import { button, element, paragraph } from "../dom";
import type { CodedReport, Queue } from "./answers";
import { wordsFor, type Lists } from "./lists";
import { QUEUE } from "./queue-words";
import type { QueueStep } from "./steps";
import { BAND_WORDS, receivedWords, WORDS } from "./words";

const { queue: words } = WORDS;

export interface QueueActions {
  readonly open: (report: CodedReport) => void;
  readonly next: (after: string) => void;
  readonly previous: () => void;
}

/** The list of a page, with the way to the pages beside it. */
export class QueueList {
  readonly head: readonly HTMLElement[];
  readonly body: readonly HTMLElement[];
  private readonly rows: ReadonlyMap<string, HTMLElement>;

  constructor(step: QueueStep, queue: Queue, lists: Lists, actions: QueueActions) {
    this.head = [element("h1", { class: "govuk-heading-l", tabindex: "-1" }, words.title(step.circle.label)), paragraph(words.lead), ...waitingLine(queue)];
    this.rows = new Map(queue.reports.map((report) => [report.report, row(report, lists, actions.open)]));
    const empty = step.shelf === "new" ? words.empty : QUEUE.emptyCoded;
    this.body =
      queue.reports.length === 0
        ? [element("p", { class: "govuk-inset-text" }, empty)]
        : [element("ol", { class: "candour-queue" }, ...this.rows.values()), ...pageTurner(step, queue, actions)];
  }

  /** Say in a row how its report begins, or why it does not open. */
  tell(report: string, found: string): void {
    const row = this.rows.get(report);
    if (row === undefined) return;
    row.querySelector(".candour-queue__begins")?.remove();
    const why = { damaged: QUEUE.damagedTag, noKey: QUEUE.noKeyTag }[found];
    if (why !== undefined) row.dataset["closed"] = found;
    row.append(element("p", { class: why === undefined ? "candour-queue__begins" : "candour-queue__begins candour-quiet", dir: "auto" }, why ?? found));
  }

  /** What a row says beside the report's own words. */
  wordsOf(report: string): string {
    return this.rows.get(report)?.textContent ?? "";
  }

  /** Show only the rows that fit; returns how many. */
  show(fits: (report: string) => boolean): number {
    let shown = 0;
    for (const [report, row] of this.rows) {
      row.hidden = !fits(report);
      if (!row.hidden) shown += 1;
    }
    return shown;
  }
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

function waitingLine({ waiting }: Queue): HTMLElement[] {
  const bands = waiting.filter(([, count]) => count > 0);
  if (bands.length === 0) return [];
  return [paragraph(bands.map(([band, count]) => QUEUE.waiting(BAND_WORDS[band], String(count))).join(" · "), "candour-quiet")];
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

function pageTurner(step: QueueStep, { after }: Queue, actions: QueueActions): HTMLElement[] {
  const parts: HTMLElement[] = [];
  if (step.trail.length > 0) parts.push(button(words.previous, actions.previous, "secondary"));
  if (after !== null) parts.push(button(words.next, () => actions.next(after), "secondary"));
  return parts.length === 0 ? [] : [element("nav", { class: "candour-pages", "aria-label": words.pagesOfList }, ...parts)];
}
