/** Vouches for public keys, the twin of service/crypto/vouching.py: a MAC under a circle's own secret.
 *
 * The service keeps vouches and cannot make one. A vouch says that some holder made it, not which.
 */
import { concat, toHex, type Bytes } from "./bytes";
import { encodeContext, type Context } from "./context";
import { NotAKey, WrongContext } from "./errors";
import { derive, labelledHash } from "./framing";
import { canBePublicKey, type KeyPair } from "./keys";

const VOUCH_BYTES = 32;

/** 32 bytes that nobody without the circle's seed can make. Throws WrongContext or NotAKey. */
export async function vouch(circleKey: KeyPair, publicKey: Uint8Array, context: Context): Promise<Bytes> {
  if (!canBePublicKey(publicKey)) throw new NotAKey();
  const isVouch = context.purpose.startsWith("vouch/");
  if (!isVouch || context.keyId !== toHex(circleKey.keyId)) throw new WrongContext();
  const vouched = await labelledHash("vouched", concat(encodeContext(context), publicKey));
  return derive(circleKey.seed, VOUCH_BYTES, "vouch", toHex(vouched));
}

/** Whether these bytes are the circle's vouch for this key and context; in time that does not tell where they differ. */
export async function isVouchedFor(circleKey: KeyPair, publicKey: Uint8Array, context: Context, shown: Uint8Array): Promise<boolean> {
  if (!canBePublicKey(publicKey) || shown.length !== VOUCH_BYTES) return false;
  const expected = await vouch(circleKey, publicKey, context);
  return expected.reduce((differs, byte, at) => differs | (byte ^ (shown[at] ?? 0)), 0) === 0;
}
