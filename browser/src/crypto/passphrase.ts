/** From a passphrase to a proof for the server and a key the server never sees.
 *
 * The twin of service/crypto/passphrase.py: Argon2id (RFC 9106, JavaScript, no WebAssembly), then HKDF.
 */
// From the newer release: the one that sealing shares gives the page no turn while it stretches.
import { argon2idAsync } from "noble-hashes-yielding/argon2.js";
import { browserChance, concat, own, utf8, type Bytes, type Chance } from "./bytes";
import { encodeContext, type Context } from "./context";
import { BrokenSeal, NotAKey, UnsafeParameters, WrongContext } from "./errors";
import { derive } from "./framing";
import { SEED_BYTES } from "./keys";

const SALT_BYTES = 16;
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const LOCKED_VERSION = 0x21;
const LOCKED_BYTES = 1 + NONCE_BYTES + SEED_BYTES + 16;

/** How heavy the derivation is, as the server recorded it. */
export interface Parameters {
  readonly memoryKib: number;
  readonly passes: number;
  readonly lanes: number;
}

export const DEFAULT_PARAMETERS: Parameters = { memoryKib: 19456, passes: 2, lanes: 1 };

export interface PassphraseKeys {
  /** Goes to the server, which keeps its hash. */
  readonly proof: Bytes;
  /** Never leaves the device. */
  readonly unlockKey: Bytes;
}

/** Both keys of a passphrase. Throws UnsafeParameters outside the bounds, before deriving anything:
 * a hostile server must be able neither to weaken a member's key nor to hang the page.
 */
export async function deriveKeys(passphrase: string, salt: Bytes, parameters: Parameters): Promise<PassphraseKeys> {
  if (salt.length !== SALT_BYTES || !isSane(parameters)) throw new UnsafeParameters();
  const stretched = own(
    await argon2idAsync(utf8(passphrase.normalize("NFKC")), salt, {
      m: parameters.memoryKib,
      t: parameters.passes,
      p: parameters.lanes,
      dkLen: KEY_BYTES,
    }),
  );
  return {
    proof: await derive(stretched, KEY_BYTES, "passphrase proof"),
    unlockKey: await derive(stretched, KEY_BYTES, "passphrase unlock key"),
  };
}

function isSane({ memoryKib, passes, lanes }: Parameters): boolean {
  const within = (value: number, low: number, high: number) => Number.isInteger(value) && value >= low && value <= high;
  return within(memoryKib, 19456, 131072) && within(passes, 2, 6) && within(lanes, 1, 4);
}

/** A member's seed under the unlock key: version 0x21 | nonce (12) | AES-256-GCM of the seed: 61 bytes.
 *
 * Throws NotAKey for wrong lengths, WrongContext for a purpose other than `member-key`.
 */
export async function lockSeed(
  seed: Bytes,
  unlockKey: Bytes,
  context: Context,
  chance: Chance = browserChance,
): Promise<Bytes> {
  if (context.purpose !== "member-key") throw new WrongContext();
  if (seed.length !== SEED_BYTES || unlockKey.length !== KEY_BYTES) throw new NotAKey();
  const nonce = chance(NONCE_BYTES);
  const key = await crypto.subtle.importKey("raw", unlockKey, "AES-GCM", false, ["encrypt"]);
  const sealed = await crypto.subtle.encrypt(bound(nonce, context), key, seed);
  return concat(Uint8Array.of(LOCKED_VERSION), nonce, new Uint8Array(sealed));
}

/** The member's seed again. Throws BrokenSeal for a wrong passphrase as for everything else. */
export async function unlockSeed(locked: Bytes, unlockKey: Bytes, context: Context): Promise<Bytes> {
  const fits = locked.length === LOCKED_BYTES && locked[0] === LOCKED_VERSION && unlockKey.length === KEY_BYTES;
  if (!fits || context.purpose !== "member-key") throw new BrokenSeal();
  const algorithm = bound(locked.slice(1, 1 + NONCE_BYTES), context);
  try {
    const key = await crypto.subtle.importKey("raw", unlockKey, "AES-GCM", false, ["decrypt"]);
    return new Uint8Array(await crypto.subtle.decrypt(algorithm, key, locked.slice(1 + NONCE_BYTES)));
  } catch {
    throw new BrokenSeal();
  }
}

function bound(nonce: Bytes, context: Context): { name: string; iv: Bytes; additionalData: Bytes } {
  return { name: "AES-GCM", iv: nonce, additionalData: encodeContext(context) };
}
