/** How a circle keeps its times, with the share kept, and whose reporters wrote again. Numbers of this circle only. */
import { button, element, heading } from "../dom";
import { LANGUAGE } from "../language";
import type { CodedReport } from "./answers";
import type { Clock, Clocks } from "./dialogue-answers";
import { CLOCKS } from "./dialogue-words";
import { wordsFor, type Lists } from "./lists";

/** The clocks above the queue; calm, whatever they say. */
export function clocksSheet(clocks: Clocks, lists: Lists, open: (report: CodedReport) => void): HTMLElement {
  const title = heading("h2", CLOCKS.title);
  title.id = "clocks-title";
  const rows = [clockRow(CLOCKS.thanks, clocks.thanks), clockRow(CLOCKS.answers, clocks.answers)];
  const sheet = element("section", { class: "candour-sheet candour-clocks", "aria-labelledby": "clocks-title" }, title);
  sheet.append(element("dl", { class: "candour-facts" }, ...rows));
  if (clocks.waiting.length > 0) {
    const buttons = clocks.waiting.map((report) =>
      element("li", {}, button(CLOCKS.openIt(wordsFor(lists.kinds, report.kind)), () => open(report), "secondary")),
    );
    const waiting = heading("h2", CLOCKS.waiting);
    waiting.className = "govuk-heading-s";
    sheet.append(waiting, element("ul", { class: "govuk-list candour-clocks__waiting" }, ...buttons));
  }
  return sheet;
}

function clockRow(name: string, clock: Clock): HTMLElement {
  const share = new Intl.NumberFormat(LANGUAGE, { style: "percent" }).format(clock.due === 0 ? 0 : clock.inTime / clock.due);
  const lines = [clock.due === 0 ? CLOCKS.none : CLOCKS.kept(clock.inTime, clock.due, share)];
  if (clock.overdue > 0) lines.push(CLOCKS.overdue(clock.overdue));
  if (clock.open > 0) lines.push(CLOCKS.open(clock.open));
  return element("div", {}, element("dt", {}, name), element("dd", {}, ...lines.map((line) => element("p", { class: "candour-clocks__line" }, line))));
}
