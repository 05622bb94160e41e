/** The envelope's bytes, the twin of service/crypto/envelope.py. Reads the version and lengths, no key.
 *
 * version 0x01 (1) | key id (16) | encapsulated secret (1120) | ciphertext (a bucket + 16)
 */
import type { Bytes } from "./bytes";
import { NotAnEnvelope, UnknownVersion } from "./errors";
import { KEY_ID_BYTES } from "./keys";
import { BUCKETS } from "./padding";

export const VERSION = 0x01;
export const ENC_BYTES = 1120;
export const TAG_BYTES = 16;
const HEAD_BYTES = 1 + KEY_ID_BYTES + ENC_BYTES;
export const ENVELOPE_SIZES: readonly number[] = BUCKETS.map((bucket) => HEAD_BYTES + bucket + TAG_BYTES);

export interface Envelope {
  readonly keyId: Bytes;
  readonly enc: Bytes;
  readonly ciphertext: Bytes;
}

/** Take an envelope apart without opening it. Throws UnknownVersion or NotAnEnvelope. */
export function parseEnvelope(data: Bytes): Envelope {
  if (data.length === 0) throw new NotAnEnvelope();
  if (data[0] !== VERSION) throw new UnknownVersion();
  if (!ENVELOPE_SIZES.includes(data.length)) throw new NotAnEnvelope();
  return {
    keyId: data.slice(1, 1 + KEY_ID_BYTES),
    enc: data.slice(1 + KEY_ID_BYTES, HEAD_BYTES),
    ciphertext: data.slice(HEAD_BYTES),
  };
}
