/** The circle's room: a queue, an opened report, and the way between them, all inside one document.
 *
 * The address never changes with what is open, and the browser's history holds step numbers only.
 */
import { element, find } from "../dom";
import type { Source } from "../worker-script";
import type { CircleName, Me } from "./answers";
import { Refused, type StaffApi } from "./api";
import { isSignedOut } from "./coding";
import { Engine } from "./engine";
import type { Words } from "./opening-worker";
import { peopleRoom } from "./people/room";
import { waitingRoom } from "./people/waiting-room";
import { queueRoom } from "./queue-room";
import { headingOf, reportRoom } from "./report-room";
import { closedSheet, type Closed } from "./report-view";
import { secondRoom } from "./second-room";
import { firstPage, type Here, type Member, type Step } from "./steps";
import { themesRoom } from "./themes-room";
import { WORDS } from "./words";

export class Room {
  private steps: Step[] = [];
  private step = 0;
  private member: Member | undefined;
  /** Words of reports that are open: in memory only, and only while the room is. */
  private readonly opened = new Map<string, Words>();
  /** What was on the screen when nobody was there any more: out of the document until the same member is back. */
  private kept: Node[] = [];
  /** What is said once the next step is there. */
  private done = "";
  private readonly part = find("room", HTMLElement);
  private readonly preparing = new Set<string>();
  private readonly engine = new Engine(this.source("engine"));
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
    if (isSame && this.comeBack(member)) return;
    this.kept = [];
    this.member = member;
    this.part.hidden = false;
    this.showCircles();
    const first = this.firstStep(member);
    if (first === undefined) return this.render(title(WORDS.queue.none));
    const open = new Set([...member.me.circles, ...member.me.waiting].map(({ circle }) => circle));
    if (isSame && this.steps.length > 0 && this.steps.every(({ circle }) => open.has(circle.circle))) return void this.show();
    this.steps = [first];
    this.step = 0;
    history.replaceState({ step: 0 }, "");
    void this.show();
  }

  /** Nobody is here: forget the keys, and take what is on the screen out of the document. */
  hold(sentence: string): void {
    if (this.part.hidden) return;
    this.member?.keyring.forget();
    this.kept = this.view?.kind === "report" ? [...this.place.childNodes] : [];
    this.part.hidden = true;
    this.place.replaceChildren();
    this.opened.clear();
    this.onLocked(sentence);
  }

  /** Put back what was open, with whatever was typed into it; false if nothing was held. */
  private comeBack(member: Member): boolean {
    if (this.member === undefined || this.kept.length === 0) return false;
    this.member.keyring.takeOver(member.keyring);
    this.part.hidden = false;
    this.place.replaceChildren(...this.kept);
    this.kept = [];
    this.place.querySelector<HTMLElement>("h1, h2")?.focus();
    return true;
  }

  /** Forget what is on the screen and what was opened; `everything` also forgets who was here and where. */
  leave(everything: boolean): void {
    this.part.hidden = true;
    this.place.replaceChildren();
    this.opened.clear();
    this.engine.stop();
    this.tell("");
    if (!everything) return;
    this.member = undefined;
    this.kept = [];
    this.steps = [];
  }

  private firstStep({ me }: Member): Step | undefined {
    const [first] = me.circles;
    if (first !== undefined) return firstPage(first);
    const [waiting] = me.waiting;
    return waiting === undefined ? undefined : { kind: "waiting", circle: waiting };
  }

  /** Somebody who waited for a circle's key has it now. */
  private arrive(me: Me, circle: CircleName, done: string): void {
    if (this.member === undefined) return;
    this.member = { ...this.member, me };
    this.showCircles();
    this.steps = this.steps.filter(({ kind }) => kind !== "waiting");
    this.step = this.steps.length - 1;
    this.go(firstPage(circle), done);
  }

  private get view(): Step | undefined {
    return this.steps[this.step];
  }

  private here(member: Member): Here {
    return {
      api: this.api,
      member,
      opened: this.opened,
      opener: this.source("opener"),
      engine: this.engine,
      preparing: this.preparing,
      arrive: (me, circle, done = "") => this.arrive(me, circle, done),
      go: (step, done) => this.go(step, done),
      keep: (step) => (this.steps[this.step] = step),
      again: () => void this.show(),
      back: () => history.back(),
      lock: () => this.lock(),
      tell: (sentence) => this.tell(sentence),
      isHere: (step) => !this.part.hidden && this.view === step,
    };
  }

  private source(name: "opener" | "engine"): Source {
    return { url: this.part.dataset[name] ?? "", integrity: this.part.dataset[`${name}Integrity`] ?? "" };
  }

  private go(view: Step, done = ""): void {
    this.done = done;
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
    this.markCircle(view.circle.circle);
    this.tell(view.kind === "report" ? WORDS.report.opening : WORDS.queue.loading);
    try {
      await this.showParts(view, this.here(member));
    } catch (error) {
      if (view !== this.view) return;
      if (isSignedOut(error)) return this.lock();
      this.renderClosed(view, this.here(member), whyClosed(error));
    }
  }

  private async showParts(view: Step, here: Here): Promise<void> {
    const parts = await partsOf(view, here);
    if (!here.isHere(view)) return;
    document.title = `${view.kind === "report" ? WORDS.report.narrative : view.circle.label} – Candour`;
    this.render(...parts);
    const isOpen = view.kind === "report" && this.place.querySelector("[data-closed]") === null;
    this.tell(isOpen ? WORDS.report.opened : this.done);
    if (this.done !== "") this.place.prepend(element("p", { class: "govuk-inset-text" }, this.done));
    this.done = "";
    if (view.kind === "queue") this.place.querySelector<HTMLElement>(`[data-report="${CSS.escape(view.from ?? "")}"]`)?.focus();
  }

  private renderClosed(view: Step, here: Here, why: Closed): void {
    this.tell("");
    if (why === "notYours") {
      here.member.keyring.drop(view.circle.circle);
      this.opened.clear();
    }
    const sheet = closedSheet(why, () => void this.show());
    this.render(...(view.kind === "report" ? headingOf(view, here) : [title(view.circle.label)]), sheet);
  }

  /** The session is over, or this member was taken out while they read: the keys go with it. */
  private lock(): void {
    this.member?.keyring.forget();
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
    const { circles = [], waiting = [] } = this.member?.me ?? {};
    const steps: readonly Step[] = [...circles.map((circle) => firstPage(circle)), ...waiting.map((circle) => ({ kind: "waiting", circle }) as const)];
    this.circles.hidden = steps.length < 2;
    this.circles.replaceChildren(
      ...steps.map((step) => {
        const { circle } = step;
        const choose = element("button", { type: "button", "data-circle": circle.circle }, circle.label);
        choose.addEventListener("click", () => this.go(step));
        return choose;
      }),
    );
  }

  private markCircle(current: string): void {
    for (const choose of this.circles.querySelectorAll<HTMLElement>("[data-circle]")) {
      if (choose.dataset["circle"] === current) choose.setAttribute("aria-current", "true");
      else choose.removeAttribute("aria-current");
    }
  }
}

function partsOf(view: Step, here: Here): Promise<readonly HTMLElement[]> {
  if (view.kind === "queue") return queueRoom(view, here);
  if (view.kind === "second") return secondRoom(view, here);
  if (view.kind === "people") return peopleRoom(view, here);
  if (view.kind === "waiting") return waitingRoom(view, here);
  return view.kind === "themes" ? themesRoom(view, here) : reportRoom(view, here);
}

function title(text: string): HTMLElement {
  return element("h1", { class: "govuk-heading-l", tabindex: "-1" }, text);
}

function whyClosed(error: unknown): Closed {
  if (!(error instanceof Refused)) return "unreached";
  return error.code === "not-found" ? "forgotten" : error.code === "not-allowed" ? "notYours" : "unreached";
}
