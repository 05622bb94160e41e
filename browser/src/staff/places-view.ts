/** The places of a circle's room: two shelves of reports, second readings, themes, people. */
import { element } from "../dom";
import type { CircleName, Shelf } from "./answers";
import { LEARNING } from "./learning-words";
import { QUEUE } from "./queue-words";
import { PEOPLE } from "./people/words";
import { firstPage, type Here, type Step } from "./steps";

type Place = Shelf | "second" | "themes" | "people";

export function placeChoice(current: Place, circle: CircleName, here: Here): HTMLElement {
  const places: readonly (readonly [Place, string, () => Step])[] = [
    ["new", QUEUE.new, () => firstPage(circle)],
    ["coded", QUEUE.coded, () => firstPage(circle, "coded")],
    ["second", LEARNING.second.title, () => ({ kind: "second", circle, report: undefined })],
    ["themes", LEARNING.themes.title, () => ({ kind: "themes", circle, theme: undefined })],
    ["people", PEOPLE.title, () => ({ kind: "people", circle })],
  ];
  const buttons = places.map(([place, label, step]) => {
    const made = element("button", { type: "button", "data-shelf": place }, label);
    if (place === current) made.setAttribute("aria-current", "true");
    made.addEventListener("click", () => here.go(step()));
    return made;
  });
  return element("nav", { class: "candour-circle-nav", "aria-label": QUEUE.shelves }, ...buttons);
}
