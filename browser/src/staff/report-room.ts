/** One report: fetched closed, opened here, coded, answered. */
import { BrokenSeal } from "../crypto/errors";
import { element } from "../dom";
import type { Choice, SealedReport } from "./answers";
import { Refused } from "./api";
import { Coding } from "./coding";
import { Conversation } from "./conversation";
import { DialogueView } from "./dialogue-view";
import { FactorForm, type Saved } from "./factor-form";
import { NoKey } from "./keyring";
import type { Words } from "./opening-worker";
import { closedSheet, factsSheet, narrativeSheet, reportHeading, reportLayout } from "./report-view";
import { reportTools } from "./report-tools";
import type { Here, ReportStep } from "./steps";
import { Suggestions } from "./suggestions";
import { WORDS } from "./words";

/** The report's parts, in order. Throws what fetching throws. */
export async function reportRoom(step: ReportStep, here: Here): Promise<readonly HTMLElement[]> {
  const sealed = await here.api.report(step.circle.circle, step.report.report);
  const words = await openOrSay(here, step.circle.circle, sealed);
  if (!here.isHere(step)) return [];
  here.opened.set(sealed.report, words);
  const head = headingOf(step, here);
  const facts = factsSheet(sealed, here.member.lists);
  if (typeof words === "string") return [...head, closedSheet(words, () => here.again()), facts];
  const talk = dialogueView(step, here, words.thread);
  const [why, form] = codingParts(step, here, { sealed, narrative: words.narrative, facts });
  const reading = [narrativeSheet(words.narrative), reportTools(step, here, sealed, words.narrative), talk, facts];
  return [...head, reportLayout(reading, element("div", {}, why.element, form.element))];
}

export function headingOf(step: ReportStep, here: Here): HTMLElement[] {
  return reportHeading(step.report, here.member.lists, () => here.back());
}

/** Without a thread inside the report there is no receipt: nobody to answer. */
function dialogueView({ circle: { circle }, report: { report } }: ReportStep, here: Here, thread: string): HTMLElement {
  const open = (): Promise<Conversation> =>
    thread === "" ? Promise.reject(new Refused("no-dialogue")) : Conversation.open(here.api, here.member.keyring, { circle, report, thread });
  const tell = (sentence: string): void => here.tell(sentence);
  return new DialogueView({ open, tell, locked: () => here.lock(), now: () => Date.now(), engine: here.engine }).element;
}

interface Opened {
  readonly sealed: SealedReport;
  readonly narrative: string;
  readonly facts: HTMLElement;
}

/** What is suggested and what is chosen: a factor is never chosen and marked as not fitting at once. */
function codingParts(step: ReportStep, here: Here, { sealed, narrative, facts }: Opened): readonly [Suggestions, FactorForm] {
  const { lists } = here.member;
  const coding = new Coding(here.api, step.circle.circle, sealed);
  let now: Choice = step.unsaved ?? { factors: sealed.factors, rejected: sealed.suggests ? sealed.rejected : [] };
  const keep = (unsaved: Choice | undefined): void => here.keep({ ...step, unsaved });
  const change = (part: Partial<Choice>): void => keep((now = { ...now, ...part }));
  const save = async (): Promise<Saved> => {
    try {
      const saved = await coding.save(now);
      if (saved.kind !== "saved") return saved;
      keep(undefined);
      facts.replaceChildren(...factsSheet(coding.report, lists).childNodes);
      return saved;
    } catch {
      here.lock();
      return { kind: "failed", reason: WORDS.door.ended };
    }
  };
  const reload = (): void => {
    keep(undefined);
    here.again();
  };
  const tell = (sentence: string): void => here.tell(sentence);
  const changed = (factors: readonly string[]): void => {
    change({ factors });
    why.settle(factors);
  };
  const form = new FactorForm(lists, now.factors, { save, changed, reload, tell });
  const why = new Suggestions(here.engine, lists, { narrative, suggests: sealed.suggests, rejected: now.rejected }, {
    choose: (factor) => form.choose(factor),
    reject: (factor) => form.drop(factor),
    changed: (rejected) => change({ rejected }),
    tell,
  });
  return [why, form];
}

async function openOrSay({ member }: Here, circle: string, sealed: SealedReport): Promise<Words> {
  try {
    return await member.keyring.openReport(circle, sealed);
  } catch (error) {
    if (error instanceof NoKey) return "noKey";
    if (error instanceof BrokenSeal) return "damaged";
    throw error;
  }
}
