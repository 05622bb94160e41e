/** The leader's page: draws the chart that its table already tells, and lets it be read point by point.
 *
 * The figures come from published releases; nothing is counted, summed or filtered here.
 */
import { element, find } from "../dom";
import { StaffApi } from "../staff/api";
import { fields } from "../shape";
import { installSignOut, readWho } from "../staff/sign-out";
import { WORDS } from "../staff/words";
import { chartReader, readRows } from "./reader";

export async function startLeaderPage(): Promise<void> {
  const { api: base, door } = readWho();
  const api = new StaffApi(base, (address, options) => fetch(address, options));
  installSignOut(api, door);
  const figure = document.getElementById("chart");
  if (figure !== null) await showChart(api, figure);
}

async function showChart(api: StaffApi, figure: HTMLElement): Promise<void> {
  const place = find("chart-place", HTMLElement);
  try {
    const [{ drawChart }, answer] = await Promise.all([import("./draw"), api.dashboard(figure.dataset["query"] ?? "")]);
    const { chart } = fields(answer);
    if (chart === null) return;
    figure.hidden = false;
    await drawChart(place, fields(chart));
  } catch {
    place.replaceChildren(element("p", { class: "candour-quiet" }, WORDS.chart.unable));
    figure.hidden = false;
    return;
  }
  const points = readRows(find("chart-table", HTMLTableElement)).reverse();
  if (points.length > 1) figure.append(chartReader(points));
}
