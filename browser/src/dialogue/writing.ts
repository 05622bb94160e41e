/** Sends one message of a reporter, however many attempts it takes, and keeps it once.
 *
 * A circle that has changed its key in between: fetches the new one and seals again by itself.
 */
import type { Directory } from "../directory";
import { UnexpectedAnswer } from "../shape";
import type { DialogueApi } from "./api";
import type { Holder, Mailbox } from "./holder";
import { weekOf, wellFormed } from "./message";

export type Sent = "sent" | "full" | "gone" | "unreached" | "failed";

const MOST_MENDINGS = 2;

export class Writing {
  /** The seal of the text as it was last tried: the same bytes again are kept once. */
  private sealed: { readonly text: string; readonly bytes: string } | undefined;

  constructor(
    private readonly holder: Holder,
    private readonly mailbox: Mailbox,
    private readonly api: DialogueApi,
    private readonly fetchDirectory: () => Promise<Directory>,
  ) {}

  /** Seal and send; may be called again with the same or a changed text after it has failed. */
  async send(text: string, asks: boolean, now: number): Promise<Sent> {
    try {
      for (let mendings = 0; ; mendings += 1) {
        const heard = await this.api.write(this.holder.secret, await this.seal(text, now), asks);
        if (heard.kind === "answer") return "sent";
        if (heard.kind === "unreached") return "unreached";
        if (heard.code !== "retired-key" || mendings === MOST_MENDINGS) return whyRefused(heard.code);
        this.sealed = undefined;
      }
    } catch (error) {
      return error instanceof UnexpectedAnswer || error instanceof TypeError ? "unreached" : "failed";
    }
  }

  private async seal(text: string, now: number): Promise<string> {
    if (this.sealed?.text !== text) {
      const { place, circle } = this.mailbox;
      const message = { place, week: weekOf(now), kind: "words", outcome: "", text: wellFormed(text) } as const;
      this.sealed = { text, bytes: await this.holder.write(message, circle, await this.fetchDirectory()) };
    }
    return this.sealed.bytes;
  }
}

function whyRefused(code: string): Sent {
  if (code === "dialogue-full") return "full";
  return code === "unknown-receipt" ? "gone" : "failed";
}
