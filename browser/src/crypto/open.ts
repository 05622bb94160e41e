/** Opens envelopes in a reader's browser. One error for every failure, and never a reason. */
import { equal, own, toHex, type Bytes } from "./bytes";
import { encodeContext, type Context } from "./context";
import { ENC_BYTES, parseEnvelope } from "./envelope";
import { BrokenSeal } from "./errors";
import type { KeyPair } from "./keys";
import { unpad } from "./padding";
import { SUITE } from "./suite";

/** The plaintext sealed to this key pair for exactly this context. Throws BrokenSeal, nothing else. */
export async function openEnvelope(data: Bytes, keyPair: KeyPair, context: Context): Promise<Bytes> {
  let keyId: Bytes;
  try {
    keyId = parseEnvelope(data).keyId;
  } catch {
    throw new BrokenSeal();
  }
  if (!equal(keyId, keyPair.keyId) || context.keyId !== toHex(keyId)) throw new BrokenSeal();
  return unpad(await decrypt(data.subarray(1 + keyId.length), keyPair.seed, context));
}

/** The HPKE step alone. Throws BrokenSeal. */
export async function decrypt(sealed: Uint8Array, seed: Uint8Array, context: Context): Promise<Bytes> {
  try {
    const key = await SUITE.DeserializePrivateKey(seed, false);
    const [enc, ciphertext] = [sealed.subarray(0, ENC_BYTES), sealed.subarray(ENC_BYTES)];
    return own(await SUITE.Open(key, enc, ciphertext, { info: encodeContext(context) }));
  } catch {
    throw new BrokenSeal();
  }
}
