/** Sets a way in: a passkey, a passphrase or recovery words, each with its own copy of the key locked under it.
 *
 * Words and unlock keys stay here; the service is sent proofs, and keys that are locked.
 */
import { browserChance, toBase64, type Bytes } from "../../crypto/bytes";
import { DEFAULT_PARAMETERS, deriveKeys } from "../../crypto/passphrase";
import { makeReceipt } from "../../crypto/receipt";
import type { StaffApi, WordsKind } from "../api";
import { makePasskey, parsePlan } from "./passkey";

const SALT_BYTES = 16;
const SUGGESTED_WORDS = 6;

/** A member's key locked under an unlock key; nothing for somebody who holds no key. */
export type Lock = ((unlockKey: Bytes) => Promise<Bytes>) | undefined;

/** The authenticator made a passkey that cannot lock a key, because it has no PRF. Nothing was sent. */
export class CannotLock extends Error {
  override readonly name = "CannotLock";
  constructor() {
    super("the passkey cannot lock a key");
  }
}

/** Words as the service may have them: a salt, a cost, a proof, a locked key. */
export async function wordsBody(kind: WordsKind, words: string, lock: Lock): Promise<object> {
  const salt = browserChance(SALT_BYTES);
  const { memoryKib: memory_kib, passes, lanes } = DEFAULT_PARAMETERS;
  const { proof, unlockKey } = await deriveKeys(words, salt, DEFAULT_PARAMETERS);
  const kdf = { memory_kib, passes, lanes };
  return { kind, salt: toBase64(salt), kdf, proof: toBase64(proof), ...(await locked(lock, unlockKey)) };
}

export async function setWords(api: StaffApi, kind: WordsKind, words: string, lock: Lock): Promise<void> {
  await api.send("PUT", "/new-way/words", await wordsBody(kind, words, lock));
}

/** Have a passkey made and kept. Throws NoPasskey, CannotLock. */
export async function addPasskey(api: StaffApi, organisation: string, lock: Lock): Promise<void> {
  const plan = await api.send("POST", "/new-way/challenge", {});
  await api.send("POST", "/new-way/passkey", await passkeyBody(plan, organisation, lock));
}

/** A passkey as the service may have it, made to its plan. Throws NoPasskey, CannotLock. */
export async function passkeyBody(plan: unknown, organisation: string, lock: Lock): Promise<object> {
  const { body, unlockKey } = await makePasskey(parsePlan(plan), organisation);
  if (lock !== undefined && unlockKey === undefined) throw new CannotLock();
  return { ...body, ...(unlockKey === undefined ? {} : await locked(lock, unlockKey)) };
}

/** Eight words of chance: recovery words, as strong as a receipt. */
export async function drawRecoveryWords(): Promise<readonly string[]> {
  const { WORDS } = await import("../../crypto/words");
  return makeReceipt(WORDS).words;
}

/** A passphrase of six words of chance: 77 bits, and Argon2id's price for every guess. */
export async function suggestPassphrase(): Promise<string> {
  return (await drawRecoveryWords()).slice(0, SUGGESTED_WORDS).join(" ");
}

async function locked(lock: Lock, unlockKey: Bytes): Promise<object> {
  return lock === undefined ? {} : { locked_key: toBase64(await lock(unlockKey)) };
}
