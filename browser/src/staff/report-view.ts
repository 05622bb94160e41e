/** One report: what was ticked, in words, and what was written, as text and never as markup. */
import { button, element, heading, paragraph } from "../dom";
import type { CodedReport } from "./answers";
import { wordsFor, type Lists } from "./lists";
import { bandTag } from "./queue-view";
import { paragraphsOf, receivedWords, SEALED_BY_WORDS, WORDS } from "./words";

const { report: words } = WORDS;

/** Why a report's words cannot be shown. */
export type Closed = "damaged" | "noKey" | "forgotten" | "notYours" | "unreached";

/** The heading, which takes the focus, with the way back above it. */
export function reportHeading(report: CodedReport, lists: Lists, back: () => void): HTMLElement[] {
  const link = element("button", { type: "button", class: "candour-back" }, words.back);
  link.addEventListener("click", back);
  const title = element("h1", { class: "govuk-heading-l", tabindex: "-1" }, wordsFor(lists.kinds, report.kind));
  const tags = element("p", { class: "candour-queue__tags" }, bandTag(report));
  return [link, title, tags];
}

/** The reporter's words on a sheet of their own. */
export function narrativeSheet(narrative: string): HTMLElement {
  const paragraphs = paragraphsOf(narrative).map((part) => element("p", { class: "candour-narrative__part", dir: "auto" }, part));
  const body = paragraphs.length > 0 ? paragraphs : [paragraph(words.empty, "candour-quiet")];
  return element(
    "section",
    { class: "candour-sheet candour-narrative", "aria-labelledby": "narrative-title" },
    withId(heading("h2", words.narrative), "narrative-title"),
    ...body,
  );
}

/** Reading on one side and coding on the other, where there is room; else one after the other. */
export function reportLayout(reading: readonly HTMLElement[], coding: HTMLElement): HTMLElement {
  return element("div", { class: "candour-report" }, element("div", {}, ...reading), coding);
}

/** A calm sheet in place of words that cannot be shown. */
export function closedSheet(why: Closed, again: () => void): HTMLElement {
  const title = withId(heading("h2", words[`${why}Title`]), "closed-title");
  const parts: HTMLElement[] = [title, paragraph(words[why])];
  if (why === "unreached") parts.push(button(words.again, again));
  return element("section", { class: "candour-sheet", "aria-labelledby": "closed-title", "data-closed": why }, ...parts);
}

/** The coded fields in words. */
export function factsSheet(report: CodedReport, lists: Lists): HTMLElement {
  const rows: readonly (readonly [string, string])[] = [
    [words.unit, wordsFor(lists.units, report.unit)],
    [words.roleGroup, wordsFor(lists.roleGroups, report.roleGroup)],
    [words.impact, wordsFor(lists.impacts, report.impact)],
    [words.potential, wordsFor(lists.potentials, report.potential)],
    [words.spread, wordsFor(lists.spreads, report.spread)],
    [words.received, receivedWords(report.received)],
    [words.sealedBy, SEALED_BY_WORDS[report.sealedBy]],
    [words.state, report.isCoded ? WORDS.queue.coded : WORDS.queue.fresh],
  ];
  const items = rows.map(([name, value]) =>
    element("div", {}, element("dt", {}, name), element("dd", {}, value)),
  );
  return element(
    "section",
    { "aria-labelledby": "facts-title" },
    withId(heading("h2", words.facts), "facts-title"),
    element("dl", { class: "candour-facts" }, ...items),
  );
}

function withId<Kind extends HTMLElement>(part: Kind, id: string): Kind {
  part.id = id;
  return part;
}
