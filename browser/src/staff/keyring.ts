/** A member's keys, in memory only: never stored, never sent. Closing or reloading the page forgets them. */
import { toHex, type Bytes } from "../crypto/bytes";
import { BrokenSeal } from "../crypto/errors";
import { fingerprintWords, keyId, keyPairFromSeed, type KeyPair } from "../crypto/keys";
import { messageKeyId, openMessage, sealMessage } from "../crypto/message";
import { lockSeed, unlockSeed } from "../crypto/passphrase";
import { unwrap } from "../crypto/wrap";
import { decodeMessage, type Message } from "../dialogue/message";
import type { Me, SealedReport, WrappedKey } from "./answers";
import type { OpenedReport } from "./narrative";
import { openWith } from "./opening";

/** The report was sealed to a key this member was never given. */
export class NoKey extends Error {
  override readonly name = "NoKey";
  constructor() {
    super("no key for this report");
  }
}

/** A circle's keys by id, each wrapped to this member, and the one it receives with, "" where that is not among them. */
interface Epochs {
  readonly wrapped: ReadonlyMap<string, Bytes>;
  readonly active: string;
}

type FetchWrapped = (circle: string) => Promise<readonly WrappedKey[]>;

export class Keyring {
  // Hard-private: a keyring that somebody logs or turns into JSON shows nothing.
  readonly #circleKeys = new Map<string, Promise<Epochs>>();
  readonly #opened = new Map<string, Promise<KeyPair>>();
  #member: KeyPair | undefined;
  readonly #fetchWrapped: FetchWrapped;

  private constructor(
    readonly organisation: string,
    private readonly person: string,
    member: KeyPair,
    fetchWrapped: FetchWrapped,
  ) {
    this.#member = member;
    this.#fetchWrapped = fetchWrapped;
  }

  /** The keyring of a member whose way in gave this unlock key. Throws BrokenSeal. */
  static async unlock(me: Me, organisation: string, unlockKey: Bytes, fetchWrapped: FetchWrapped): Promise<Keyring> {
    if (me.lockedKey === null) throw new BrokenSeal();
    const context = { purpose: "member-key", organisation, circle: "", keyId: "", subject: me.person } as const;
    const member = await keyPairFromSeed(await unlockSeed(me.lockedKey, unlockKey, context));
    return new Keyring(organisation, me.person, member, fetchWrapped);
  }

  /** Forget every key. What still holds this keyring opens nothing until the same member comes back. */
  forget(): void {
    this.#member = undefined;
    this.#circleKeys.clear();
    this.#opened.clear();
  }

  /** Take the keys of the same member, who has just come in again. Throws BrokenSeal for anybody else's. */
  takeOver(fresh: Keyring): void {
    if (fresh.person !== this.person || fresh.organisation !== this.organisation) throw new BrokenSeal();
    this.#member = fresh.#member;
  }

  private get member(): KeyPair {
    if (this.#member === undefined) throw new NoKey();
    return this.#member;
  }

  /** The member's own key once more, locked under another unlock key: a further way in. */
  async lockUnder(unlockKey: Bytes): Promise<Bytes> {
    const { organisation, person: subject } = this;
    return lockSeed(this.member.seed, unlockKey, { purpose: "member-key", organisation, circle: "", keyId: "", subject });
  }

  /** A report of this circle, opened.
   *
   * Throws NoKey, BrokenSeal for anything that was changed on its way, or what fetching throws.
   */
  async openReport(circle: string, sealed: SealedReport): Promise<OpenedReport> {
    return openWith(await this.circleKey(circle, sealed.keyId), this.organisation, circle, sealed);
  }

  /** (key id, seed) of those keys of a circle that this member holds: for this page's own worker and nobody else. */
  async lend(circle: string, keyIds: ReadonlySet<string>): Promise<readonly (readonly [string, Bytes])[]> {
    const held = await Promise.allSettled([...keyIds].map((keyId) => this.circleKey(circle, keyId)));
    return held.flatMap((one) => (one.status === "fulfilled" ? [[toHex(one.value.keyId), one.value.seed] as const] : []));
  }

  /** A message of this circle's dialogue. Throws as openReport does. */
  async openMessage(circle: string, sealed: Uint8Array, purpose: "message/to-circle" | "message/copy", thread: string): Promise<Message> {
    const to = messageKeyId(sealed);
    const context = { purpose, organisation: this.organisation, circle, keyId: to, subject: thread };
    return decodeMessage(await openMessage(sealed, await this.circleKey(circle, to), context));
  }

  /** A message to the holder of a receipt. Throws TooLong, NotAKey. */
  async sealToReporter(circle: string, plain: Uint8Array, publicKey: Uint8Array, thread: string): Promise<Bytes> {
    const known = toHex(await keyId(publicKey));
    const context = { purpose: "message/to-reporter", organisation: this.organisation, circle, keyId: known } as const;
    return sealMessage(plain, publicKey, { ...context, subject: thread });
  }

  /** The circle's own copy of what it writes, to its newest key. Throws TooLong, or what fetching throws. */
  async sealCopy(circle: string, plain: Uint8Array, thread: string): Promise<Bytes> {
    const pair = await this.newestKey(circle);
    const context = { purpose: "message/copy", organisation: this.organisation, circle, keyId: toHex(pair.keyId) } as const;
    return sealMessage(plain, pair.publicKey, { ...context, subject: thread });
  }

  /** The six words by which people compare a circle's newest key, from the key itself. Throws as openReport does. */
  async fingerprint(circle: string): Promise<string> {
    const [{ publicKey }, { WORDS }] = await Promise.all([this.newestKey(circle), import("../crypto/words")]);
    return (await fingerprintWords(publicKey, WORDS)).join(" ");
  }

  /** What a circle seals to for itself: the key it receives with. Throws as openReport does. */
  async newestKey(circle: string): Promise<KeyPair> {
    const { active } = await this.epochs(circle);
    return this.circleKey(circle, active);
  }

  /** The six words of this member's own key, which they read to whoever is to give them a circle's. */
  async ownWords(): Promise<string> {
    const { WORDS } = await import("../crypto/words");
    return (await fingerprintWords(this.member.publicKey, WORDS)).join(" ");
  }

  /** This member's own public key, from the private one: whatever the service says it is. */
  get publicKey(): Bytes {
    return this.member.publicKey;
  }

  /** Ask anew which keys of a circle there are; those that are open stay so. */
  renew(circle: string): void {
    this.#circleKeys.delete(circle);
  }

  /** Forget a circle's keys: this member is in it no more. */
  drop(circle: string): void {
    this.renew(circle);
    for (const name of this.#opened.keys()) if (name.startsWith(`${circle} `)) this.#opened.delete(name);
  }

  /** One of a circle's key pairs, in memory. Throws as openReport does. */
  async circleKey(circle: string, keyId: string): Promise<KeyPair> {
    const wrapped = (await this.epochs(circle)).wrapped.get(keyId);
    if (wrapped === undefined) throw new NoKey();
    const { organisation, person: subject } = this;
    const context = { purpose: "circle-key", organisation, circle, keyId, subject } as const;
    return remember(this.#opened, `${circle} ${keyId}`, () => unwrap(wrapped, this.member, context));
  }

  private epochs(circle: string): Promise<Epochs> {
    return remember(this.#circleKeys, circle, async () => {
      const epochs = await this.#fetchWrapped(circle);
      const active = epochs.find((one) => one.active)?.keyId ?? "";
      return { wrapped: new Map(epochs.map(({ keyId, wrapped }) => [keyId, wrapped])), active };
    });
  }
}

/** The promise kept under this name, or a new one; a failure is not kept, so that the next try is a real one. */
function remember<Value>(kept: Map<string, Promise<Value>>, name: string, make: () => Promise<Value>): Promise<Value> {
  const known = kept.get(name);
  if (known !== undefined) return known;
  const made = make();
  kept.set(name, made);
  made.catch(() => kept.delete(name));
  return made;
}
