/** The circle's room: a queue, an opened report, and the way between them, all inside one document.
 *
 * The address never changes with what is open, and the browser's history holds step numbers only.
 */
import { BrokenSeal } from "../crypto/errors";
import { element, find } from "../dom";
import type { CircleName, CodedReport, Me, SealedReport } from "./answers";
import { Refused, type StaffApi } from "./api";
import { clocksSheet } from "./clocks-view";
import { Coding, isSignedOut } from "./coding";
import { Conversation } from "./conversation";
import { DialogueView } from "./dialogue-view";
import { FactorForm, type Saved } from "./factor-form";
import { NoKey, type Keyring } from "./keyring";
import type { Lists } from "./lists";
import type { OpenedReport } from "./narrative";
import { compareKey, queueView } from "./queue-view";
import { closedSheet, factsSheet, narrativeSheet, reportHeading, reportLayout, type Closed } from "./report-view";
import { WORDS } from "./words";

interface QueueStep {
  readonly kind: "queue";
  readonly circle: CircleName;
  readonly page: number;
  /** The report somebody came back from: the focus returns to its row. */
  readonly from?: string;
}

interface ReportStep {
  readonly kind: "report";
  readonly circle: CircleName;
  readonly report: CodedReport;
  /** Factors chosen and not saved yet. */
  readonly unsaved: readonly string[] | undefined;
}

type Step = QueueStep | ReportStep;

export interface Member {
  readonly me: Me;
  readonly lists: Lists;
  readonly keyring: Keyring;
}

export class Room {
  private steps: Step[] = [];
  private step = 0;
  private member: Member | undefined;
  private readonly part = find("room", HTMLElement);
  private readonly status = find("room-status", HTMLElement);
  private readonly place = find("room-view", HTMLElement);
  private readonly circles = find("room-circles", HTMLElement);

  constructor(
    private readonly api: StaffApi,
    /** The session or the keys are gone: ask for the passphrase again, with a sentence. */
    private readonly onLocked: (sentence: string) => void,
  ) {
    window.addEventListener("popstate", (event) => this.goTo(event.state));
  }

  /** Open the room; where the same member left off, if it was locked in between. */
  enter(member: Member): void {
    const isSame = this.member?.me.person === member.me.person;
    this.member = member;
    this.part.hidden = false;
    this.showCircles();
    const [first] = member.me.circles;
    if (first === undefined) return this.render(title(WORDS.queue.none));
    if (isSame && this.steps.length > 0) return void this.show();
    this.steps = [{ kind: "queue", circle: first, page: 1 }];
    this.step = 0;
    history.replaceState({ step: 0 }, "");
    void this.show();
  }

  /** Forget what is on the screen; `everything` also forgets who was here and where. */
  leave(everything: boolean): void {
    this.part.hidden = true;
    this.place.replaceChildren();
    this.tell("");
    if (!everything) return;
    this.member = undefined;
    this.steps = [];
  }

  private get view(): Step | undefined {
    return this.steps[this.step];
  }

  private go(view: Step): void {
    this.steps = [...this.steps.slice(0, this.step + 1), view];
    this.step += 1;
    history.pushState({ step: this.step }, "");
    void this.show();
  }

  private goTo(state: unknown): void {
    const step = typeof state === "object" && state !== null && "step" in state ? Number(state.step) : 0;
    const [before, next] = [this.view, this.steps[step]];
    if (this.part.hidden || next === undefined) return;
    if (before?.kind === "report" && next.kind === "queue") this.steps[step] = { ...next, from: before.report.report };
    this.step = step;
    void this.show();
  }

  private async show(): Promise<void> {
    const { member, view } = this;
    if (member === undefined || view === undefined) return;
    this.markCircle(view.circle);
    try {
      if (view.kind === "queue") await this.showQueue(view, member);
      else await this.showReport(view, member);
    } catch (error) {
      if (view !== this.view) return;
      if (isSignedOut(error)) return this.lock();
      this.renderClosed(view, member, whyClosed(error));
    }
  }

  private async showQueue(view: QueueStep, { lists, keyring }: Member): Promise<void> {
    this.tell(WORDS.queue.loading);
    const [queue, clocks] = await Promise.all([
      this.api.queue(view.circle.circle, view.page),
      this.api.clocks(view.circle.circle),
    ]);
    if (view !== this.view) return;
    this.tell("");
    document.title = `${view.circle.label} – Candour`;
    const { circle } = view;
    const open = (report: CodedReport): void => this.go({ kind: "report", circle, report, unsaved: undefined });
    const turnTo = (next: number): void => this.go({ kind: "queue", circle, page: next });
    const [head, lead, ...rest] = queueView(circle, queue, lists, { open, turnTo });
    this.render(
      ...[head, lead].filter((part) => part !== undefined),
      clocksSheet(clocks, lists, open),
      ...rest,
      compareKey(() => keyring.fingerprint(circle.circle)),
    );
    this.place.querySelector<HTMLElement>(`[data-report="${CSS.escape(view.from ?? "")}"]`)?.focus();
  }

  private async showReport(view: ReportStep, member: Member): Promise<void> {
    this.tell(WORDS.report.opening);
    const sealed = await this.api.report(view.circle.circle, view.report.report);
    const words = await openOrSay(member.keyring, view.circle.circle, sealed);
    if (view !== this.view) return;
    document.title = `${WORDS.report.narrative} – Candour`;
    const head = this.headingOf(view, member);
    const facts = factsSheet(sealed, member.lists);
    if ("closed" in words) return this.render(...head, closedSheet(words.closed, () => void this.show()), facts);
    const coding = this.factorForm(view, sealed, member, facts);
    const talk = this.dialogueView(view, member, words.thread);
    this.render(...head, reportLayout([narrativeSheet(words.narrative), talk, facts], coding));
    this.tell(WORDS.report.opened);
  }

  /** Without a thread inside the report there is no receipt: nobody to answer. */
  private dialogueView({ circle: { circle }, report: { report } }: ReportStep, { keyring }: Member, thread: string): HTMLElement {
    const open = (): Promise<Conversation> =>
      thread === "" ? Promise.reject(new Refused("no-dialogue")) : Conversation.open(this.api, keyring, { circle, report, thread });
    const tell = (sentence: string): void => this.tell(sentence);
    return new DialogueView({ open, tell, locked: () => this.lock(), now: () => Date.now() }).element;
  }

  private factorForm(view: ReportStep, sealed: SealedReport, { lists }: Member, facts: HTMLElement): HTMLElement {
    const coding = new Coding(this.api, view.circle.circle, sealed);
    const keep = (unsaved: readonly string[] | undefined): void => {
      this.steps[this.step] = { ...view, unsaved };
    };
    const save = async (factors: readonly string[]): Promise<Saved> => {
      try {
        const saved = await coding.save(factors);
        if (saved.kind !== "saved") return saved;
        keep(undefined);
        facts.replaceChildren(...factsSheet(coding.report, lists).childNodes);
        return saved;
      } catch {
        this.lock();
        return { kind: "failed", reason: WORDS.door.ended };
      }
    };
    const reload = (): void => {
      keep(undefined);
      void this.show();
    };
    const tell = (sentence: string): void => this.tell(sentence);
    return new FactorForm(lists, view.unsaved ?? sealed.factors, { save, changed: keep, reload, tell }).element;
  }

  private headingOf(view: ReportStep, { lists }: Member): HTMLElement[] {
    return reportHeading(view.report, lists, () => history.back());
  }

  private renderClosed(view: Step, member: Member, why: Closed): void {
    this.tell("");
    const sheet = closedSheet(why, () => void this.show());
    this.render(...(view.kind === "report" ? this.headingOf(view, member) : [title(view.circle.label)]), sheet);
  }

  private lock(): void {
    this.leave(false);
    this.onLocked(WORDS.door.ended);
  }

  private render(...parts: readonly HTMLElement[]): void {
    this.place.replaceChildren(...parts);
    window.scrollTo(0, 0);
    this.place.querySelector<HTMLElement>("h1, h2")?.focus();
  }

  private tell(sentence: string): void {
    this.status.textContent = sentence;
  }

  private showCircles(): void {
    const circles = this.member?.me.circles ?? [];
    this.circles.hidden = circles.length < 2;
    this.circles.replaceChildren(
      ...circles.map((circle) => {
        const choose = element("button", { type: "button", "data-circle": circle.circle }, circle.label);
        choose.addEventListener("click", () => this.go({ kind: "queue", circle, page: 1 }));
        return choose;
      }),
    );
  }

  private markCircle(current: CircleName): void {
    for (const choose of this.circles.querySelectorAll<HTMLElement>("[data-circle]")) {
      if (choose.dataset["circle"] === current.circle) choose.setAttribute("aria-current", "true");
      else choose.removeAttribute("aria-current");
    }
  }
}

async function openOrSay(
  keyring: Keyring,
  circle: string,
  sealed: SealedReport,
): Promise<OpenedReport | { readonly closed: Closed }> {
  try {
    return await keyring.openReport(circle, sealed);
  } catch (error) {
    if (error instanceof NoKey) return { closed: "noKey" };
    if (error instanceof BrokenSeal) return { closed: "damaged" };
    throw error;
  }
}

function title(text: string): HTMLElement {
  return element("h1", { class: "govuk-heading-l", tabindex: "-1" }, text);
}

function whyClosed(error: unknown): Closed {
  if (!(error instanceof Refused)) return "unreached";
  return error.code === "not-found" ? "forgotten" : error.code === "not-allowed" ? "notYours" : "unreached";
}
