/** The reporter's page: gets ready, lets them write, seals, sends, and forgets.
 *
 * The only module of the reporter's page that joins the page to the rest.
 */
import { ReporterApi } from "./api";
import { Destination } from "./destination";
import { parseDirectory, type Directory } from "./directory";
import { askForAnswer } from "./dialogue/asking";
import { find } from "./dom";
import { ReportForm } from "./form";
import { installLeaving } from "./leave";
import { MESSAGES } from "./messages";
import { forgetOnLeaving, missingFeature } from "./page";
import { receiptPanel } from "./receipt-panel";
import { findProblems, type Draft } from "./report";
import { lockWords, makeTicket, rehearse, sealReport } from "./sealing";
import { Sending, type Delivery } from "./sending";
import { breathe } from "./work";
import { Desk, type Settled } from "./writing/desk";

const PARTS = ["waiting", "unable", "writing", "sent"] as const;

/** One part of the page at a time. */
function show(part: (typeof PARTS)[number]): void {
  for (const id of PARTS) find(id, HTMLElement).hidden = id !== part;
}

function showUnable(reason: string): void {
  find("unable-reason", HTMLElement).textContent = reason;
  show("unable");
  find("unable", HTMLElement).focus();
}

/** Start the page. Everything that could fail later is tried now, before anybody writes. */
export async function startReporterPage(): Promise<void> {
  const missing = missingFeature(globalThis);
  if (missing !== "") return showUnable(missing);
  let destination: Destination | undefined;
  const form: ReportForm = new ReportForm({
    onChange: (chosen) => void destination?.show(chosen),
    onPrompt: (prompt) => desk.ask(prompt),
  });
  const desk = new Desk(form.engine, form.asks, (found) => form.factors?.suggest(found));
  const api = new ReporterApi(form.api, (address, options) => fetch(address, options), () => navigator.onLine);
  try {
    // What it takes to lock came with the page: one wait less, and nothing to fail between the two.
    const directory = parseDirectory(JSON.parse(find("locks", HTMLScriptElement).text));
    await rehearse(directory);
    destination = new Destination(directory, lockWords);
    await destination.show([]);
    await breathe();
    new ReporterPage(form, desk, api, directory, destination).open();
  } catch {
    showUnable(MESSAGES.unable.blocked);
  }
}

class ReporterPage {
  private readonly progress = find("progress", HTMLElement);
  private readonly sendButton = find("send", HTMLButtonElement);
  private readonly sentPart = find("sent", HTMLElement);
  private sending: Sending;
  private isBusy = false;

  constructor(
    private readonly form: ReportForm,
    private readonly desk: Desk,
    private readonly api: ReporterApi,
    private readonly directory: Directory,
    private readonly destination: Destination,
  ) {
    this.sending = this.newSending();
  }

  open(): void {
    this.startOver();
    this.form.onSubmit(() => void this.send());
    void this.desk.open();
    forgetOnLeaving(window, () => this.startOver());
    installLeaving(window, () => this.startOver());
  }

  /** A blank page that remembers nothing of the report before. */
  private startOver(): void {
    this.sending = this.newSending();
    this.form.clear();
    this.desk.clear();
    this.sentPart.replaceChildren();
    this.setBusy(false);
    void this.destination.show([]);
    show("writing");
  }

  private newSending(): Sending {
    const sending: Sending = new Sending(this.directory, {
      makeTicket,
      sealReport,
      postReport: (body) => this.api.postReport(body),
      fetchDirectory: () => this.api.fetchDirectory(),
      tell: (progress) => {
        if (sending === this.sending) this.progress.textContent = progress;
      },
    });
    return sending;
  }

  private setBusy(isBusy: boolean): void {
    this.isBusy = isBusy;
    this.sendButton.setAttribute("aria-disabled", String(isBusy));
    if (!isBusy) this.progress.textContent = "";
  }

  private async send(): Promise<void> {
    if (this.isBusy) return;
    const problems = findProblems(this.form.read());
    if (problems.length > 0) return this.form.showProblems(problems);
    this.form.clearProblems();
    this.setBusy(true);
    const { sending } = this;
    const delivered = this.deliver(sending);
    // "Try again" stood at the top and is gone: what happens now is said down here.
    this.sendButton.focus({ preventScroll: true });
    this.progress.scrollIntoView({ block: "nearest" });
    const delivery = await delivered;
    // The page was left and cleared meanwhile: show nothing of it.
    if (sending !== this.sending) return;
    this.setBusy(false);
    if (delivery !== undefined) await this.conclude(delivery);
  }

  /** Read the words once more, seal what is left of them, send. Undefined: something has to be looked at first. */
  private async deliver(sending: Sending): Promise<Delivery | undefined> {
    this.progress.textContent = MESSAGES.progress.checking;
    const settled = await this.desk.settle();
    if (sending !== this.sending) return undefined;
    if (settled.kind === "unchecked") {
      this.form.showProblems([{ field: "narrative", say: MESSAGES.reading.unchecked }]);
      return undefined;
    }
    const draft = this.drafted(settled);
    const problems = findProblems(draft);
    if (problems.length === 0) return sending.send(draft);
    this.form.showProblems(problems);
    return undefined;
  }

  private drafted(settled: Exclude<Settled, { kind: "unchecked" }>): Draft {
    const draft = { ...this.form.read(), narrative: settled.narrative };
    if (settled.kind === "as-written") return draft;
    const { suggested, refused } = this.form.factors?.read() ?? { suggested: [], refused: [] };
    return { ...draft, aids: { versions: settled.versions, suggested, refused } };
  }

  private async conclude(delivery: Delivery): Promise<void> {
    if (delivery.kind === "failed") return this.form.showFailure(delivery, () => void this.send());
    const { sending } = this;
    const lock = await lockWords(delivery.circle.key);
    if (sending !== this.sending) return;
    this.startOver();
    this.sentPart.replaceChildren(
      ...receiptPanel(delivery, lock, {
        finish: () => this.finish(),
        ask: (words) => askForAnswer(this.form.api, this.directory.organisation, words),
        comeBack: new URL(`${this.form.start}come-back`, window.location.href).href,
      }),
    );
    show("sent");
    window.scrollTo(0, 0);
    this.sentPart.focus();
  }

  /** Replaces this page, so that Back does not lead to it. */
  private finish(): void {
    this.startOver();
    window.location.replace(this.form.start);
  }
}
