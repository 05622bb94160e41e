/** Reading a report second, without what the first reader chose; and how far two readers agree. */
import { element, heading, paragraph } from "../dom";
import { LANGUAGE } from "../language";
import type { CodedReport } from "./answers";
import { Refused } from "./api";
import { isSignedOut } from "./coding";
import { FactorForm, type Saved } from "./factor-form";
import { parseAgreement, parseOffered, type Agreement } from "./learning-answers";
import { LEARNING } from "./learning-words";
import { wordsFor, type Lists } from "./lists";
import { openWith } from "./opening";
import { placeChoice } from "./places-view";
import { bandTag } from "./queue-view";
import { closedSheet, factsSheet, narrativeSheet, reportLayout } from "./report-view";
import { BrokenSeal } from "../crypto/errors";
import { NoKey } from "./keyring";
import type { Words } from "./opening-worker";
import type { Here, SecondStep } from "./steps";

const { second: words } = LEARNING;

export async function secondRoom(step: SecondStep, here: Here): Promise<readonly HTMLElement[]> {
  return step.report === undefined ? offeredRoom(step, here) : readingRoom(step, step.report, here);
}

async function offeredRoom(step: SecondStep, here: Here): Promise<readonly HTMLElement[]> {
  const { circle } = step;
  const path = `/circles/${circle.circle}`;
  const [offered, agreement] = await Promise.all([
    here.api.send("GET", `${path}/second-readings`).then(parseOffered),
    here.api.send("GET", `${path}/agreement`).then(parseAgreement),
  ]);
  const { lists } = here.member;
  const rows = offered.map((report) => {
    const open = element("button", { type: "button", class: "candour-queue__open", "data-second": report.report }, words.open(wordsFor(lists.kinds, report.kind)));
    open.addEventListener("click", () => here.go({ ...step, report }));
    return element("li", { class: "candour-queue__row" }, element("h2", { class: "candour-queue__title" }, open), element("p", { class: "candour-queue__tags" }, bandTag(report)));
  });
  return [
    element("h1", { class: "govuk-heading-l", tabindex: "-1" }, words.title),
    placeChoice("second", circle, here),
    paragraph(words.lead),
    rows.length === 0 ? element("p", { class: "govuk-inset-text" }, words.none) : element("ol", { class: "candour-queue" }, ...rows),
    agreementSheet(agreement, lists),
  ];
}

async function readingRoom(step: SecondStep, report: CodedReport, here: Here): Promise<readonly HTMLElement[]> {
  const { circle } = step.circle;
  const { lists } = here.member;
  const back = element("button", { type: "button", class: "candour-back" }, words.back);
  back.addEventListener("click", () => here.back());
  const head = [back, element("h1", { class: "govuk-heading-l", tabindex: "-1" }, words.open(wordsFor(lists.kinds, report.kind)))];
  const found = await openOne(here, circle, report);
  if (typeof found === "string") return [...head, closedSheet(found, () => here.again())];
  const save = async (factors: readonly string[]): Promise<Saved> => {
    try {
      await here.api.send("PUT", `/circles/${circle}/reports/${report.report}/second-reading`, { factors });
      here.go({ kind: "second", circle: step.circle, report: undefined }, words.saved);
      return { kind: "saved" };
    } catch (error) {
      if (isSignedOut(error)) here.lock();
      return { kind: "failed", reason: LEARNING.failed };
    }
  };
  const form = new FactorForm(lists, [], { save, changed: () => {}, reload: () => here.again(), tell: (sentence) => here.tell(sentence) });
  return [...head, reportLayout([narrativeSheet(found.narrative), factsSheet(report, lists)], form.element)];
}

async function openOne(here: Here, circle: string, { report, sealedBy }: CodedReport): Promise<Words> {
  const closed = (await here.api.envelopes(circle, [report])).get(report);
  if (closed === undefined) throw new Refused("not-found");
  try {
    const pair = await here.member.keyring.circleKey(circle, closed.keyId);
    return await openWith(pair, here.member.lists.organisation, circle, { report, sealedBy, ...closed });
  } catch (error) {
    if (error instanceof NoKey) return "noKey";
    if (error instanceof BrokenSeal) return "damaged";
    throw error;
  }
}

function agreementSheet({ least, below, factors }: Agreement, lists: Lists): HTMLElement {
  const title = heading("h2", words.agreement);
  title.id = "agreement-title";
  const number = new Intl.NumberFormat(LANGUAGE, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  const told = factors.filter(([, alpha]) => alpha !== null);
  const rows = told.map(([factor, alpha]) => {
    const said = number.format(alpha ?? 0);
    return element("div", {}, element("dt", {}, wordsFor(lists.factors, factor)), element("dd", {}, (alpha ?? 0) < below ? words.look(said) : said));
  });
  const body = rows.length === 0 ? paragraph(words.nothing) : element("dl", { class: "candour-facts" }, ...rows);
  return element("section", { class: "candour-sheet", "aria-labelledby": "agreement-title" }, title, paragraph(words.rule(String(least), number.format(below)), "candour-quiet"), body);
}
