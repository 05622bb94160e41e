/** Wraps a circle's seed to a member and takes it out again.
 *
 * The twin of service/crypto/wrapping.py and unwrapping.py:
 * version 0x11 (1) | member key id (16) | encapsulated secret (1120) | ciphertext (32 + 16)
 */
import { concat, equal, toHex, type Bytes } from "./bytes";
import type { Context } from "./context";
import { ENC_BYTES, TAG_BYTES } from "./envelope";
import { BrokenSeal, WrongContext } from "./errors";
import { KEY_ID_BYTES, keyId, keyPairFromSeed, SEED_BYTES, type KeyPair } from "./keys";
import { decrypt } from "./open";
import { encrypt } from "./seal";

const WRAPPED_VERSION = 0x11;
export const WRAPPED_BYTES = 1 + KEY_ID_BYTES + ENC_BYTES + SEED_BYTES + TAG_BYTES;

/** The circle's seed, closed for one member: 1,185 bytes.
 *
 * Throws WrongContext unless the purpose is `circle-key` and the key id that of the circle's key; NotAKey.
 */
export async function wrap(circleSeed: Bytes, memberPublic: Uint8Array, context: Context): Promise<Bytes> {
  const circleKey = await keyPairFromSeed(circleSeed);
  if (context.purpose !== "circle-key" || context.keyId !== toHex(circleKey.keyId)) throw new WrongContext();
  const sealed = await encrypt(circleSeed, memberPublic, context);
  return concat(Uint8Array.of(WRAPPED_VERSION), await keyId(memberPublic), sealed);
}

/** The circle's key pair again. Throws BrokenSeal, also when the seed inside is another key's. */
export async function unwrap(wrapped: Bytes, member: KeyPair, context: Context): Promise<KeyPair> {
  const head = 1 + KEY_ID_BYTES;
  const fits =
    wrapped.length === WRAPPED_BYTES &&
    wrapped[0] === WRAPPED_VERSION &&
    equal(wrapped.subarray(1, head), member.keyId) &&
    context.purpose === "circle-key";
  if (!fits) throw new BrokenSeal();
  const circleKey = await keyPairFromSeed(await decrypt(wrapped.subarray(head), member.seed, context));
  if (toHex(circleKey.keyId) !== context.keyId) throw new BrokenSeal();
  return circleKey;
}
