/** Seals a text to one public key, padded, for one context. Opens nothing, so reporters load no more. */
import { concat, toHex, type Bytes } from "./bytes";
import { encodeContext, type Context } from "./context";
import { VERSION } from "./envelope";
import { NotAKey, WrongContext } from "./errors";
import { canBePublicKey, keyId } from "./keys";
import { pad } from "./padding";
import { SUITE } from "./suite";

/** An envelope for the holder of `publicKey` and for this context only.
 *
 * Throws WrongContext if the context names another key, TooLong above 32,764 bytes, NotAKey.
 */
export async function seal(plaintext: Uint8Array, publicKey: Uint8Array, context: Context): Promise<Bytes> {
  const recipient = await keyId(publicKey);
  if (context.keyId !== toHex(recipient)) throw new WrongContext();
  const sealed = await encrypt(pad(plaintext), publicKey, context);
  return concat(Uint8Array.of(VERSION), recipient, sealed);
}

/** The HPKE step alone: encapsulated secret and ciphertext, the context as HPKE `info`. */
export async function encrypt(padded: Uint8Array, publicKey: Uint8Array, context: Context): Promise<Bytes> {
  if (!canBePublicKey(publicKey)) throw new NotAKey();
  const info = encodeContext(context);
  try {
    const recipient = await SUITE.DeserializePublicKey(publicKey);
    const { encapsulatedSecret, ciphertext } = await SUITE.Seal(recipient, padded, { info });
    return concat(encapsulatedSecret, ciphertext);
  } catch {
    throw new NotAKey();
  }
}
