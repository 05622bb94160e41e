/** Sends one report, however many attempts it takes, and stores it once.
 *
 * Keeps the id and the receipt from the first attempt to the last. Never sends anything unsealed.
 */
import { circleFor, type Circle, type Directory } from "./directory";
import { fieldOf, reasonOf, type Answer } from "./errors";
import { MESSAGES } from "./messages";
import type { Draft, Problem } from "./report";
import type { Ticket } from "./sealing";

/** What sending needs of the world. */
export interface Ports {
  makeTicket(organisation: string): Promise<Ticket>;
  sealReport(draft: Draft, directory: Directory, ticket: Ticket): Promise<string>;
  postReport(body: string): Promise<Answer>;
  fetchDirectory(): Promise<Directory>;
  tell(progress: string): void;
}

export type Delivery =
  | {
      readonly kind: "sent";
      readonly circle: Circle;
      readonly words: readonly string[];
      /** What is stored: this text now, this text before, or an earlier text. */
      readonly version: "this" | "already" | "earlier";
    }
  | { readonly kind: "failed"; readonly reason: string; readonly field?: Problem["field"] | undefined };

interface Sealed {
  readonly draft: Draft;
  readonly body: string;
  readonly circle: Circle;
}

/** Refusals that a fresh directory mends: the reporter need not know. */
const MENDABLE = new Set(["retired-key", "wrong-circle"]);
const MOST_MENDINGS = 2;

const sameDraft = (one: Draft, other: Draft): boolean => JSON.stringify(one) === JSON.stringify(other);

export class Sending {
  private ticket: Ticket | undefined;
  private sealed: Sealed | undefined;
  /** What may have arrived although no answer came back, oldest first. */
  private readonly unanswered: Sealed[] = [];

  constructor(
    private directory: Directory,
    private readonly ports: Ports,
  ) {}

  /** Seal and send. May be called again with the same or a changed draft after it has failed. */
  async send(draft: Draft): Promise<Delivery> {
    try {
      return await this.deliver(draft);
    } catch {
      return { kind: "failed", reason: MESSAGES.failed.sealing };
    }
  }

  private async deliver(draft: Draft): Promise<Delivery> {
    this.ports.tell(MESSAGES.progress.locking);
    this.ticket ??= await this.ports.makeTicket(this.directory.organisation);
    let sealed = await this.seal(draft);
    for (let mendings = 0; ; mendings += 1) {
      this.ports.tell(MESSAGES.progress.sending);
      const answer = await this.ports.postReport(sealed.body);
      if (answer.kind === "refused" && MENDABLE.has(answer.code) && mendings < MOST_MENDINGS) {
        this.ports.tell(MESSAGES.progress.relocking);
        if (!(await this.refreshDirectory())) return { kind: "failed", reason: MESSAGES.failed.unreached };
        sealed = await this.seal(draft);
      } else {
        return await this.conclude(answer, sealed);
      }
    }
  }

  private async seal(draft: Draft): Promise<Sealed> {
    if (this.ticket === undefined) throw new Error("no ticket");
    if (this.sealed === undefined || !sameDraft(this.sealed.draft, draft)) {
      const body = await this.ports.sealReport(draft, this.directory, this.ticket);
      this.sealed = { draft, body, circle: circleFor(this.directory, draft.factors) };
    }
    return this.sealed;
  }

  /** False if the service did not give one. */
  private async refreshDirectory(): Promise<boolean> {
    try {
      this.directory = await this.ports.fetchDirectory();
      this.sealed = undefined;
      return true;
    } catch {
      return false;
    }
  }

  private async conclude(answer: Answer, sealed: Sealed): Promise<Delivery> {
    const words = this.ticket?.words ?? [];
    if (answer.kind === "accepted") return { kind: "sent", circle: sealed.circle, words, version: "this" };
    if (answer.kind === "refused" && answer.code === "report-conflict" && this.unanswered.length > 0) {
      // Our own earlier attempt is what is in the way: it arrived, only its answer was lost.
      const stored = await this.findStored();
      const version = sameDraft(stored.draft, sealed.draft) ? "already" : "earlier";
      return { kind: "sent", circle: stored.circle, words, version };
    }
    if (answer.kind === "unreached" && !this.unanswered.includes(sealed)) this.unanswered.push(sealed);
    return { kind: "failed", reason: reasonOf(answer), field: fieldOf(answer) };
  }

  /** Which earlier attempt is stored: the one whose very bytes are accepted again. */
  private async findStored(): Promise<Sealed> {
    const [first, ...others] = this.unanswered;
    for (const past of others) {
      if ((await this.ports.postReport(past.body)).kind === "accepted") return past;
    }
    if (first === undefined) throw new Error("nothing was sent before");
    return first;
  }
}
