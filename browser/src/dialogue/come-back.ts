/** The come-back page: asks for the words, opens the mailbox, and forgets both when the page is left.
 *
 * The only module of this page that joins it to the rest. Words stand in one field until they are used, nowhere else.
 */
import { ReporterApi } from "../api";
import { element, find, paragraph } from "../dom";
import { MESSAGES } from "../messages";
import { forgetOnLeaving, missingFeature } from "../page";
import { DialogueApi } from "./api";
import type { Holder, Mailbox } from "./holder";
import type { Unknown } from "./near";
import { OpenedPage } from "./opened";
import { TALK } from "./words";

const PARTS = ["waiting", "unable", "asking", "nothing", "opened"] as const;
const fetchHere = (address: string, options: RequestInit): Promise<Response> => fetch(address, options);

function show(part: (typeof PARTS)[number]): void {
  for (const id of PARTS) find(id, HTMLElement).hidden = id !== part;
  window.scrollTo(0, 0);
}

/** Start the page. What could fail later is tried now, before anybody types their words. */
export async function startComeBackPage(): Promise<void> {
  const unable = (reason: string): void => {
    find("unable-reason", HTMLElement).textContent = reason;
    show("unable");
    find("unable", HTMLElement).focus();
  };
  const missing = missingFeature(globalThis);
  if (missing !== "") return unable(missing);
  try {
    const [{ Holder }, { WORDS }, { findUnknown }] = await Promise.all([
      import("./holder"),
      import("../crypto/words"),
      import("./near"),
    ]);
    new ComeBackPage((organisation, typed) => Holder.of(organisation, typed), (typed) => findUnknown(typed, WORDS)).open();
  } catch {
    unable(MESSAGES.unable.blocked);
  }
}

class ComeBackPage {
  private readonly form = find("words-form", HTMLFormElement);
  private readonly field = find("words-field", HTMLTextAreaElement);
  private readonly progress = find("words-progress", HTMLElement);
  private readonly problem = find("words-problem", HTMLElement);
  private readonly base = this.form.dataset["api"] ?? "";
  private readonly organisation = this.form.dataset["organisation"] ?? "";
  private readonly api = new DialogueApi(this.base, fetchHere);
  private readonly reporter = new ReporterApi(this.base, fetchHere, () => navigator.onLine);
  private isBusy = false;
  /** Moves when the page is cleared: what was on its way then is not shown. */
  private turn = 0;

  constructor(
    private readonly hold: (organisation: string, typed: string) => Promise<Holder>,
    private readonly findUnknown: (typed: string) => readonly Unknown[],
  ) {}

  open(): void {
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.look();
    });
    find("nothing-again", HTMLButtonElement).addEventListener("click", () => {
      show("asking");
      this.field.focus();
    });
    forgetOnLeaving(window, () => this.clear());
    this.clear();
  }

  private clear(): void {
    this.turn += 1;
    this.isBusy = false;
    this.form.reset();
    this.progress.textContent = "";
    this.problem.replaceChildren();
    find("opened", HTMLElement).replaceChildren();
    show("asking");
  }

  private async look(): Promise<void> {
    if (this.isBusy) return;
    this.problem.replaceChildren();
    const typed = this.field.value;
    const unknown = this.findUnknown(typed);
    if (typed.trim() === "") return this.showProblem(paragraph(TALK.ask.missing));
    if (unknown.length > 0) return this.showProblem(...unknown.map((one) => this.hint(one.position, one.near)));
    const turn = this.turn;
    this.isBusy = true;
    this.progress.textContent = TALK.ask.opening;
    const found = await this.fetchMailbox(typed);
    if (turn !== this.turn) return;
    this.isBusy = false;
    this.progress.textContent = "";
    if (found === "unreached") return this.showProblem(paragraph(TALK.ask.unreached));
    if (found === "count") return this.showProblem(paragraph(TALK.ask.count(typed.trim().split(/\s+/).length)));
    if (found === "nothing") {
      show("nothing");
      return find("nothing", HTMLElement).focus();
    }
    this.form.reset();
    this.showOpened(found.holder, found.mailbox);
  }

  private async fetchMailbox(
    typed: string,
  ): Promise<{ readonly holder: Holder; readonly mailbox: Mailbox } | "unreached" | "nothing" | "count"> {
    let holder: Holder;
    try {
      holder = await this.hold(this.organisation, typed);
    } catch {
      return "count";
    }
    const heard = await this.api.open(holder.secret);
    if (heard.kind !== "answer") return "unreached";
    try {
      const mailbox = await holder.open(heard.body);
      return mailbox === undefined ? "nothing" : { holder, mailbox };
    } catch {
      return "unreached";
    }
  }

  private showOpened(holder: Holder, mailbox: Mailbox): void {
    const page = new OpenedPage(holder, mailbox, {
      api: this.api,
      fetchDirectory: () => this.reporter.fetchDirectory(),
      leave: () => this.clear(),
      now: () => Date.now(),
    });
    find("opened", HTMLElement).replaceChildren(page.element);
    show("opened");
    page.focus();
  }

  /** A wrong word by its position, with near words of the list to put in its place. */
  private hint(position: number, near: readonly string[]): HTMLElement {
    const say = near.length === 0 ? TALK.ask.unknown(position) : TALK.ask.near(position, near.join(", "));
    const line = paragraph(say);
    for (const word of near) {
      const use = element("button", { type: "button", class: "candour-quiet-button" }, TALK.ask.use(word));
      use.addEventListener("click", () => this.replaceWord(position, word));
      line.append(" ", use);
    }
    return line;
  }

  private replaceWord(position: number, word: string): void {
    const typed = this.field.value.trim().split(/[\s,.;]+/);
    typed[position - 1] = word;
    this.field.value = typed.join(" ");
    this.problem.replaceChildren();
    this.field.focus();
  }

  private showProblem(...lines: readonly HTMLElement[]): void {
    const title = element("h2", { class: "govuk-error-summary__title" }, TALK.ask.title);
    const body = element("div", { class: "govuk-error-summary__body" }, ...lines);
    const inside = element("div", { role: "alert" }, title, body);
    this.problem.replaceChildren(element("div", { class: "govuk-error-summary" }, inside));
    this.problem.focus();
    this.problem.scrollIntoView();
  }
}
