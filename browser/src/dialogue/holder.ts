/** Whoever holds a receipt: everything cryptographic of coming back, as one chunk.
 *
 * The words give four secrets here, on the device; only lookup and token are ever sent.
 */
import { fromBase64, toBase64, toHex, type Bytes } from "../crypto/bytes";
import { BrokenSeal } from "../crypto/errors";
import { keyPairFromSeed, type KeyPair } from "../crypto/keys";
import { openMailbox, openMessage, sealMessage } from "../crypto/message";
import { deriveReceiptKeys, normaliseReceipt } from "../crypto/receipt";
import { WORDS } from "../crypto/words";
import type { Directory } from "../directory";
import { count, fields, list, oneOf, text, UnexpectedAnswer } from "../shape";
import { decodeMessage, encodeMessage, type Message } from "./message";

export const STANDINGS = ["received", "read", "in-theme", "concluded"] as const;
export type Standing = (typeof STANDINGS)[number];

/** What a request for a dialogue carries. */
export interface Secret {
  readonly lookup: string;
  readonly token: string;
}

/** Where a report stands and what its circle has written, in order. */
export interface Mailbox {
  readonly circle: string;
  readonly standing: Standing;
  readonly asked: boolean;
  /** How many messages still fit. */
  readonly room: number;
  /** The place of the next message: one more than both sides have written. */
  readonly place: number;
  readonly replies: readonly Message[];
}

const PLACES = 16;

export class Holder {
  // Hard-private: a holder that somebody logs or turns into JSON shows nothing.
  readonly #pair: KeyPair;
  readonly #secret: Secret;
  readonly #thread: string;

  private constructor(
    private readonly organisation: string,
    pair: KeyPair,
    secret: Secret,
    thread: string,
  ) {
    this.#pair = pair;
    this.#secret = secret;
    this.#thread = thread;
  }

  /** The holder of the words somebody typed. Throws NotAReceipt or UnknownWord. */
  static async of(organisation: string, typed: string): Promise<Holder> {
    const keys = await deriveReceiptKeys(normaliseReceipt(typed, WORDS), organisation);
    const secret = { lookup: toHex(keys.lookup), token: toHex(keys.token) };
    return new Holder(organisation, await keyPairFromSeed(keys.seed), secret, toHex(keys.thread));
  }

  get secret(): Secret {
    return this.#secret;
  }

  /** The mailbox in an answer; undefined where these words name nothing here. Throws UnexpectedAnswer. */
  async open(answer: unknown): Promise<Mailbox | undefined> {
    const sealed = fromBase64(text(fields(answer)["mailbox"]));
    let plain: Bytes;
    try {
      plain = await openMailbox(sealed, this.#pair.seed, this.organisation, this.#secret.lookup);
    } catch (error) {
      if (error instanceof BrokenSeal) return undefined;
      throw error;
    }
    const content = fields(JSON.parse(new TextDecoder().decode(plain)));
    if (typeof content["asked"] !== "boolean") throw new UnexpectedAnswer();
    const circle = text(content["circle"]);
    const closed = list(content["replies"], text);
    const room = count(content["room"]);
    const opened = await Promise.all(closed.map((reply) => this.read(fromBase64(reply), circle)));
    return {
      circle,
      standing: oneOf(content["standing"], STANDINGS),
      asked: content["asked"],
      room,
      place: closed.length + PLACES - room + 1,
      replies: opened.filter((reply) => reply !== undefined).sort((one, other) => one.place - other.place),
    };
  }

  /** A message in base64, sealed to the circle's current key. Throws TooLong. */
  async write(message: Message, circle: string, directory: Directory): Promise<string> {
    const found = directory.circles.get(circle);
    if (found === undefined) throw new UnexpectedAnswer();
    const { keyId, publicKey } = found.key;
    const context = { purpose: "message/to-circle", organisation: this.organisation, circle, keyId } as const;
    return toBase64(await sealMessage(encodeMessage(message), fromBase64(publicKey), { ...context, subject: this.#thread }));
  }

  /** What somebody who does not know the thread put there is not from the circle: it is left out. */
  private async read(sealed: Bytes, circle: string): Promise<Message | undefined> {
    const context = { purpose: "message/to-reporter", organisation: this.organisation, circle } as const;
    try {
      const keyId = toHex(this.#pair.keyId);
      return decodeMessage(await openMessage(sealed, this.#pair, { ...context, keyId, subject: this.#thread }));
    } catch (error) {
      if (error instanceof BrokenSeal) return undefined;
      throw error;
    }
  }
}
