/** A dialogue opened on a member's device: what the reporter wrote, what the circle answered, and the next answer.
 *
 * The thread comes from inside the opened report; without it nothing here can be read or written.
 */
import { toBase64 } from "../crypto/bytes";
import { BrokenSeal } from "../crypto/errors";
import type { Message, MessageKind, Outcome } from "../dialogue/message";
import { encodeMessage, weekOf, wellFormed } from "../dialogue/message";
import type { StaffApi } from "./api";
import type { ClosedDialogue, DialogueState } from "./dialogue-answers";
import { NoKey, type Keyring } from "./keyring";

export interface Said {
  readonly by: "reporter" | "circle";
  readonly message: Message;
}

export interface Place {
  readonly circle: string;
  readonly report: string;
  readonly thread: string;
}

export interface Answer {
  readonly kind: MessageKind;
  readonly outcome: Outcome | "";
  readonly text: string;
}

export class Conversation {
  private constructor(
    private readonly api: Pick<StaffApi, "dialogue" | "reply">,
    private readonly keyring: Keyring,
    private readonly place: Place,
    private readonly closed: ClosedDialogue,
    /** In order of writing, which stands inside the seals. */
    readonly said: readonly Said[],
    /** Messages that do not open: changed, or sealed by somebody who does not know the thread. */
    readonly broken: number,
  ) {}

  /** Fetch and open. Throws what fetching throws. */
  static async open(api: Pick<StaffApi, "dialogue" | "reply">, keyring: Keyring, place: Place): Promise<Conversation> {
    const closed = await api.dialogue(place.circle, place.report);
    const opening = [
      ...closed.fromReporter.map((sealed) => openOne(keyring, place, "reporter", sealed)),
      ...closed.copies.map((sealed) => openOne(keyring, place, "circle", sealed)),
    ];
    const opened = await Promise.all(opening);
    const said = opened.filter((one) => one !== undefined).sort((one, other) => one.message.place - other.message.place);
    return new Conversation(api, keyring, place, closed, said, opened.length - said.length);
  }

  get state(): DialogueState {
    return this.closed.state;
  }

  get room(): number {
    return this.closed.room;
  }

  /** Seal an answer to the reporter, with the circle's own copy, and send both. Throws TooLong, or what sending throws. */
  async answer({ kind, outcome, text }: Answer, now: number): Promise<void> {
    const { circle, report, thread } = this.place;
    const place = this.closed.fromReporter.length + this.closed.copies.length + 1;
    const plain = encodeMessage({ place, week: weekOf(now), kind, outcome, text: wellFormed(text) });
    const message = await this.keyring.sealToReporter(circle, plain, this.closed.publicKey, thread);
    const copy = await this.keyring.sealCopy(circle, plain, thread);
    await this.api.reply(circle, report, { kind, message: toBase64(message), copy_for_circle: toBase64(copy) });
  }
}

async function openOne(keyring: Keyring, place: Place, by: Said["by"], sealed: Uint8Array): Promise<Said | undefined> {
  try {
    const purpose = by === "reporter" ? "message/to-circle" : "message/copy";
    return { by, message: await keyring.openMessage(place.circle, sealed, purpose, place.thread) };
  } catch (error) {
    if (error instanceof BrokenSeal || error instanceof NoKey) return undefined;
    throw error;
  }
}
