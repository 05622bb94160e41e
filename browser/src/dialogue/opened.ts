/** What a receipt opens: where the report is, what the circle wrote, and ways to write, ask and delete. */
import { button, element, heading, paragraph } from "../dom";
import type { Directory } from "../directory";
import type { DialogueApi } from "./api";
import { STANDINGS, type Holder, type Mailbox } from "./holder";
import { mondayOf, type Message } from "./message";
import { TALK } from "./words";
import { WriteForm } from "./write-form";
import { Writing } from "./writing";

export interface Ports {
  readonly api: DialogueApi;
  readonly fetchDirectory: () => Promise<Directory>;
  readonly leave: () => void;
  readonly now: () => number;
}

export class OpenedPage {
  readonly element = element("div", {});
  private readonly title = element("h1", { class: "govuk-heading-l", tabindex: "-1" }, TALK.standing.title);

  constructor(
    private readonly holder: Holder,
    private mailbox: Mailbox,
    private readonly ports: Ports,
  ) {
    this.render();
  }

  focus(): void {
    this.title.focus();
  }

  private render(): void {
    this.element.replaceChildren(
      this.title,
      standingList(this.mailbox),
      repliesSection(this.mailbox.replies),
      this.writeSection(),
      ...(this.mailbox.asked ? [paragraph(TALK.answer.asked, "candour-quiet")] : [this.askSection()]),
      this.forgetSection(),
      button(TALK.leave, this.ports.leave, "secondary"),
    );
  }

  private writeSection(): HTMLElement {
    const part = element("section", { class: "candour-sheet" }, heading("h2", TALK.write.title));
    if (this.mailbox.room === 0) part.append(paragraph(TALK.write.noRoom));
    else {
      const writing = new Writing(this.holder, this.mailbox, this.ports.api, this.ports.fetchDirectory);
      const form = new WriteForm(this.mailbox, {
        send: (text, asks) => writing.send(text, asks, this.ports.now()),
        sent: (asks) => this.wasSent(asks),
      });
      part.append(form.element);
    }
    return part;
  }

  /** The next message gets the next place; what was written stays off the page. */
  private wasSent(asks: boolean): void {
    const { mailbox } = this;
    this.mailbox = { ...mailbox, asked: mailbox.asked || asks, room: mailbox.room - 1, place: mailbox.place + 1 };
    this.render();
    const done = element("p", { class: "govuk-inset-text", role: "status", tabindex: "-1" }, TALK.write.sent);
    this.title.after(done);
    done.focus();
  }

  private askSection(): HTMLElement {
    const status = element("p", { class: "candour-progress", role: "status" });
    const ask = button(TALK.answer.ask, () => {
      void this.ports.api.ask(this.holder.secret).then((heard) => {
        status.textContent = heard.kind === "answer" ? TALK.answer.asked : TALK.answer.unreached;
        if (heard.kind !== "answer") return;
        this.mailbox = { ...this.mailbox, asked: true };
        ask.remove();
      });
    }, "secondary");
    return element("section", {}, heading("h2", TALK.answer.title), paragraph(TALK.answer.lead), ask, status);
  }

  private forgetSection(): HTMLElement {
    const status = element("p", { class: "candour-progress", role: "status" });
    const place = element("div", {});
    const offer = (): void => {
      status.textContent = "";
      place.replaceChildren(button(TALK.forget.start, confirm, "secondary"));
    };
    const confirm = (): void => {
      const yes = element("button", { type: "button", class: "govuk-button govuk-button--warning" }, TALK.forget.yes);
      yes.addEventListener("click", () => void this.forget(status));
      const question = element("p", { class: "govuk-body", role: "alert" }, TALK.forget.sure);
      place.replaceChildren(question, element("div", { class: "govuk-button-group" }, yes, button(TALK.forget.no, offer, "secondary")));
      yes.focus();
    };
    offer();
    return element("section", {}, heading("h2", TALK.forget.title), paragraph(TALK.forget.lead), place, status);
  }

  /** Deletes, then asks again with the same words: the page says it is gone only when it has seen so. */
  private async forget(status: HTMLElement): Promise<void> {
    status.textContent = TALK.forget.working;
    const { api } = this.ports;
    const deleted = await api.deleteEverything(this.holder.secret);
    const heard = deleted.kind === "answer" ? await api.open(this.holder.secret) : deleted;
    if (heard.kind !== "answer") {
      status.textContent = TALK.forget.unreached;
      return;
    }
    if ((await this.holder.open(heard.body)) !== undefined) {
      status.textContent = TALK.forget.notYet;
      return;
    }
    const title = element("h1", { class: "govuk-heading-l", tabindex: "-1" }, TALK.forget.doneTitle);
    this.element.replaceChildren(title, paragraph(TALK.forget.done), button(TALK.leave, this.ports.leave));
    title.focus();
  }
}

/** Not every report joins others: that step is shown only where it was taken. */
function standingList({ standing, replies }: Mailbox): HTMLElement {
  const reached = STANDINGS.indexOf(standing);
  const isJoined = standing === "in-theme" || replies.some(({ kind }) => kind === "theme");
  const steps = STANDINGS.filter((step) => step !== "in-theme" || isJoined).map((step) => {
    const at = STANDINGS.indexOf(step);
    const state = at === reached ? TALK.standing.now : at < reached ? TALK.standing.done : TALK.standing.later;
    const made = element("li", { class: `candour-steps__${at <= reached ? "reached" : "later"}` }, TALK.standing.steps[step]);
    made.append(" ", element("span", { class: "candour-quiet" }, state));
    if (at === reached) made.setAttribute("aria-current", "step");
    return made;
  });
  return element("ol", { class: "candour-steps" }, ...steps);
}

function repliesSection(replies: readonly Message[]): HTMLElement {
  const body = replies.length === 0 ? [paragraph(TALK.replies.none)] : [...replies.map(replySheet), paragraph(TALK.replies.safe, "candour-quiet")];
  return element("section", {}, heading("h2", TALK.replies.title), ...body);
}

/** One reply as text, never as markup. */
export function replySheet(reply: Message): HTMLElement {
  const opening = reply.outcome !== "" ? TALK.replies.outcomes[reply.outcome] : reply.kind === "words" ? "" : TALK.replies[reply.kind === "thanks" ? "thanks" : "theme"];
  const lines = reply.text.split(/\n[ \t]*\n+/).filter((line) => line.trim() !== "");
  return element(
    "article",
    { class: "candour-sheet candour-reply" },
    ...(opening === "" ? [] : [element("p", { class: "govuk-body candour-reply__what" }, opening)]),
    ...lines.map((line) => paragraph(line, "candour-narrative__part")),
    paragraph(TALK.replies.week(mondayOf(reply.week)), "candour-quiet"),
  );
}
