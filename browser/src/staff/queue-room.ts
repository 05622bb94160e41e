/** One page of a circle's queue: fetched closed, opened together when somebody asks, searched on this device. */
import { button, element, paragraph } from "../dom";
import type { Queue } from "./answers";
import { isSignedOut } from "./coding";
import { clocksSheet } from "./clocks-view";
import { correctionsTool } from "./corrections-tool";
import { Opener } from "./opener";
import { placeChoice } from "./places-view";
import { QueueList } from "./queue-view";
import { QUEUE } from "./queue-words";
import { fetchKnown } from "./people/endorsing";
import { keyNotices } from "./people/notice";
import { fetchPeople, prepareQuietly } from "./people/here";
import type { Here, QueueStep } from "./steps";
import { beginning, holds } from "./search";
import { compareKey } from "./queue-view";
import { WORDS } from "./words";

/** The page's parts, in order. Throws what fetching throws. */
export async function queueRoom(step: QueueStep, here: Here): Promise<readonly HTMLElement[]> {
  const { circle, shelf, after, trail } = step;
  const { api, member } = here;
  const isFront = shelf === "new" && after === "";
  const [queue, clocks, people, known] = await Promise.all([
    api.queue(circle.circle, shelf, after),
    api.clocks(circle.circle),
    isFront ? fetchPeople(here, circle.circle) : undefined,
    isFront ? fetchKnown({ api, circle: circle.circle }) : [],
  ]);
  if (people !== undefined) prepareQuietly(here, circle.circle, people);
  const list = new QueueList(step, queue, member.lists, {
    open: (report) => here.go({ kind: "report", circle, report, unsaved: undefined }),
    next: (mark) => here.go({ ...step, after: mark, trail: [...trail, after] }),
    previous: () => here.go({ ...step, after: trail.at(-1) ?? "", trail: trail.slice(0, -1) }),
  });
  const together = new Together(step, queue, here, list);
  return [
    ...list.head,
    placeChoice(shelf, circle, here),
    ...(people === undefined ? [] : await keyNotices(circle, people, known, here)),
    ...(isFront ? [clocksSheet(clocks, member.lists, (report) => here.go({ kind: "report", circle, report, unsaved: undefined }))] : []),
    ...(queue.reports.length > 0 ? [together.element] : []),
    ...list.body,
    ...(shelf === "coded" && queue.reports.length > 0 ? [correctionsTool(step, here)] : []),
    compareKey(() => member.keyring.fingerprint(circle.circle)),
  ];
}

/** Opening a page at once, and looking for words in what is open. */
class Together {
  readonly element = element("section", { class: "candour-together", "aria-label": QUEUE.open });
  private readonly status = element("p", { class: "candour-progress", role: "status" });
  private readonly field = element("input", { class: "govuk-input", id: "find-in-open", type: "search", autocomplete: "off", spellcheck: "false", "aria-describedby": "find-hint" });
  private readonly search = element(
    "div",
    { class: "govuk-form-group", hidden: "" },
    element("label", { class: "govuk-label", for: "find-in-open" }, QUEUE.search),
    element("div", { class: "govuk-hint", id: "find-hint" }, QUEUE.searchHint),
    this.field,
  );
  private readonly start = button(QUEUE.open, () => void this.openAll(), "secondary");

  constructor(
    private readonly step: QueueStep,
    private readonly queue: Queue,
    private readonly here: Here,
    private readonly list: QueueList,
  ) {
    this.element.append(paragraph(QUEUE.openWhy, "candour-quiet"), this.start, this.search, this.status);
    this.field.addEventListener("input", () => this.find());
    if (queue.reports.some(({ report }) => here.opened.has(report))) this.show();
  }

  private async openAll(): Promise<void> {
    this.start.setAttribute("aria-disabled", "true");
    const began = performance.now();
    try {
      await this.openPage();
      this.element.dataset["ms"] = String(Math.round(performance.now() - began));
      this.show();
    } catch (error) {
      if (isSignedOut(error)) return this.here.lock();
      this.status.textContent = QUEUE.unable;
    } finally {
      this.start.removeAttribute("aria-disabled");
    }
  }

  private async openPage(): Promise<void> {
    const { here, queue, step } = this;
    const circle = step.circle.circle;
    const all = queue.reports.length;
    this.status.textContent = QUEUE.opening(0, all);
    const [envelopes, opener] = await Promise.all([here.api.envelopes(circle, queue.reports.map(({ report }) => report)), Opener.start(here.opener)]);
    try {
      const reports = queue.reports.flatMap(({ report, sealedBy }) => {
        const closed = envelopes.get(report);
        return closed === undefined ? [] : [{ report, sealedBy, ...closed }];
      });
      const seeds = await here.member.keyring.lend(circle, new Set(reports.map(({ keyId }) => keyId)));
      const { organisation } = here.member.lists;
      let done = 0;
      await opener.open({ organisation, circle, seeds, reports }, (report, words) => {
        // Whoever has left or locked the room meanwhile gets nothing more into memory.
        if (!here.isHere(step)) return opener.stop();
        here.opened.set(report, words);
        this.status.textContent = QUEUE.opening((done += 1), all);
      });
    } finally {
      opener.stop();
    }
  }

  /** What is open, with its beginning; what does not open is named and set aside. */
  private show(): void {
    const counts = { open: 0, damaged: 0, noKey: 0 };
    for (const { report } of this.queue.reports) {
      const words = this.here.opened.get(report);
      if (words === undefined) continue;
      counts[typeof words === "string" ? words : "open"] += 1;
      this.list.tell(report, typeof words === "string" ? words : beginning(words.narrative) || WORDS.report.empty);
    }
    const said = [QUEUE.opened(counts.open)];
    if (counts.damaged > 0) said.push(QUEUE.aside(counts.damaged));
    if (counts.noKey > 0) said.push(QUEUE.noKeys(counts.noKey));
    this.status.textContent = said.join(" ");
    this.search.hidden = false;
  }

  private find(): void {
    const wanted = this.field.value;
    const fits = (report: string): boolean => {
      const words = this.here.opened.get(report);
      return wanted.trim() === "" || (typeof words === "object" && holds(`${words.narrative} ${this.list.wordsOf(report)}`, wanted));
    };
    const found = this.list.show(fits);
    this.status.textContent = found === 0 ? QUEUE.notFound : QUEUE.found(found);
  }
}
