/** The leader's pages: draw the charts that their tables already tell, to be read point by point, and say where a table goes on.
 *
 * The figures come from published releases; nothing is counted, summed or filtered here.
 */
import { element } from "../dom";
import { fields } from "../shape";
import { StaffApi } from "../staff/api";
import { installSignOut, readWho } from "../staff/sign-out";
import { WORDS } from "../staff/words";
import { chartReader, readRows } from "./reader";
import { installScrollCues } from "./scroll-cues";

type Ask = (address: string) => Promise<unknown>;

export async function startLeaderPage(): Promise<void> {
  const { api: base, door } = readWho();
  const api = new StaffApi(base, (address, options) => fetch(address, options));
  installSignOut(api, door);
  installScrollCues(document.querySelectorAll<HTMLElement>(".candour-scroll"));
  const figures = [...document.querySelectorAll<HTMLElement>("figure[data-address]")];
  // Several charts of one page may be in one answer: it is asked for once.
  const asked = new Map<string, Promise<unknown>>();
  const ask: Ask = (address) => {
    const answer = asked.get(address) ?? api.published(address);
    asked.set(address, answer);
    return answer;
  };
  await Promise.all(figures.map((figure) => showChart(ask, figure)));
}

async function showChart(ask: Ask, figure: HTMLElement): Promise<void> {
  const place = element("div", { class: "candour-chart__place", id: `${figure.id}-place` });
  figure.replaceChildren(place);
  try {
    const [{ drawChart }, answer] = await Promise.all([import("./draw"), ask(figure.dataset["address"] ?? "")]);
    const chart = pick(fields(answer), figure.dataset["chart"] ?? "chart");
    if (chart === null) return;
    figure.hidden = false;
    await drawChart(place, fields(chart));
  } catch {
    place.replaceChildren(element("p", { class: "candour-quiet" }, WORDS.chart.unable));
    figure.hidden = false;
    return;
  }
  const table = document.getElementById(figure.dataset["table"] ?? "");
  const points = table instanceof HTMLTableElement && table.dataset["points"] !== undefined ? readRows(table).reverse() : [];
  if (points.length > 1) figure.append(chartReader(`${figure.id}-reader`, points));
}

/** A chart by its name: "chart", or "charts.asked" where an answer holds several. */
function pick(answer: Readonly<Record<string, unknown>>, name: string): unknown {
  const [first = "", inner] = name.split(".");
  const found = answer[first];
  return inner === undefined || found === null ? found : fields(found)[inner];
}
