/** Reads a chart point by point, by keyboard, touch or screen reader: a slider over the rows of its table.
 *
 * Knows nothing the table does not say: it repeats its words.
 */
import { element } from "../dom";
import { WORDS } from "../staff/words";

export interface Point {
  readonly when: string;
  readonly words: string;
}

/** What is said at a point. */
export function sayPoint({ when, words }: Point): string {
  return `${when}: ${words}`;
}

/** The rows of a table: the first cell says when, the others say what. */
export function readRows(table: HTMLTableElement): Point[] {
  return [...(table.tBodies[0]?.rows ?? [])].map((row) => ({
    when: row.cells[0]?.textContent?.trim() ?? "",
    words: [...row.cells]
      .slice(1)
      .map((cell) => cell.textContent?.trim() ?? "")
      .filter((words) => words !== "")
      .join("; "),
  }));
}

/** A slider that begins at the newest point, and what it says. Points are oldest first. */
export function chartReader(id: string, points: readonly Point[]): HTMLElement {
  const last = points.length - 1;
  const output = element("output", { class: "candour-reader__words", for: id });
  const slider = element("input", { type: "range", id, min: "0", max: String(last), step: "1", value: String(last) });
  const show = (): void => {
    const point = points[Number(slider.value)];
    if (point === undefined) return;
    output.textContent = sayPoint(point);
    slider.setAttribute("aria-valuetext", sayPoint(point));
  };
  slider.addEventListener("input", show);
  show();
  const label = element("label", { class: "govuk-label", for: id }, WORDS.chart.read);
  return element("div", { class: "candour-reader" }, label, slider, output);
}
