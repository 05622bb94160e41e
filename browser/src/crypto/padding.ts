/** Padding, the twin of service/crypto/padding.py: every ordinary report has the same size.
 *
 * Pads bytes, never characters, and never compresses.
 */
import { bigEndian, concat, equal, own, type Bytes } from "./bytes";
import { BrokenSeal, TooLong } from "./errors";

const PREFIX_BYTES = 4;
/** Sizes in bytes, the 4-byte length included. The first holds every ordinary report. */
export const BUCKETS = [8192, 32768] as const;
export const MAX_PLAINTEXT = BUCKETS[1] - PREFIX_BYTES;

/** The plaintext behind its length, filled with zeros to `size`. Throws TooLong. */
export function padTo(plaintext: Uint8Array, size: number): Bytes {
  if (plaintext.length > size - PREFIX_BYTES) throw new TooLong();
  return concat(bigEndian(plaintext.length, PREFIX_BYTES), plaintext, new Uint8Array(size - PREFIX_BYTES - plaintext.length));
}

/** The plaintext again. Throws BrokenSeal if size, length or filler is not what padTo() makes. */
export function unpadFrom(padded: Uint8Array, size: number): Bytes {
  if (padded.length !== size) throw new BrokenSeal();
  const length = new DataView(padded.buffer, padded.byteOffset).getUint32(0);
  if (length > size - PREFIX_BYTES) throw new BrokenSeal();
  const plaintext = own(padded.subarray(PREFIX_BYTES, PREFIX_BYTES + length));
  if (!equal(padTo(plaintext, size), padded)) throw new BrokenSeal();
  return plaintext;
}

/** The plaintext behind its length, filled with zeros to the smallest bucket. Throws TooLong. */
export function pad(plaintext: Uint8Array): Bytes {
  const bucket = BUCKETS.find((size) => plaintext.length <= size - PREFIX_BYTES);
  if (bucket === undefined) throw new TooLong();
  const filler = new Uint8Array(bucket - PREFIX_BYTES - plaintext.length);
  return concat(bigEndian(plaintext.length, PREFIX_BYTES), plaintext, filler);
}

/** The plaintext again. Throws BrokenSeal if size, length or filler is not what pad() makes. */
export function unpad(padded: Uint8Array): Bytes {
  if (padded.length < PREFIX_BYTES) throw new BrokenSeal();
  const length = new DataView(padded.buffer, padded.byteOffset).getUint32(0);
  const plaintext = own(padded.subarray(PREFIX_BYTES, PREFIX_BYTES + length));
  if (length > MAX_PLAINTEXT || !equal(pad(plaintext), padded)) throw new BrokenSeal();
  return plaintext;
}
