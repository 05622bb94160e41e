/** Key pairs, the twin of service/crypto/keys.py: a 32-byte seed and a 1,216-byte public key. */
import { MLKEM768X25519 } from "@noble/post-quantum/hybrid.js";
import { own, type Bytes } from "./bytes";
import { NotAKey } from "./errors";
import { labelledHash } from "./framing";

export const SEED_BYTES = 32;
export const PUBLIC_BYTES = 1216;
export const KEY_ID_BYTES = 16;
const FINGERPRINT_WORDS = 6;
const MLKEM_Q = 3329;
/** Three polynomials of 256 coefficients, 12 bits each; the 32-byte rho and the X25519 point follow. */
const MLKEM_COEFFICIENT_BYTES = 1152;

export interface KeyPair {
  readonly seed: Bytes;
  readonly publicKey: Bytes;
  readonly keyId: Bytes;
}

/** The key pair of a seed. Throws NotAKey for another length. */
export async function keyPairFromSeed(seed: Bytes): Promise<KeyPair> {
  if (seed.length !== SEED_BYTES) throw new NotAKey();
  const publicKey = own(MLKEM768X25519.keygen(seed).publicKey);
  return { seed, publicKey, keyId: await keyId(publicKey) };
}

/** Whether the bytes can be a public key: the length, and every ML-KEM coefficient below q (FIPS 203, 7.2).
 *
 * Checked here because @noble/post-quantum 0.5.4 decodes 12-bit coefficients without reducing them, so
 * that its own check passes for every value; Python's library refuses such keys.
 */
export function canBePublicKey(publicKey: Uint8Array): boolean {
  if (publicKey.length !== PUBLIC_BYTES) return false;
  for (let at = 0; at < MLKEM_COEFFICIENT_BYTES; at += 3) {
    const [low = 0, middle = 0, high = 0] = publicKey.subarray(at, at + 3);
    if ((low | ((middle & 15) << 8)) >= MLKEM_Q || ((middle >> 4) | (high << 4)) >= MLKEM_Q) return false;
  }
  return true;
}

/** The first 16 bytes of the labelled SHA-256 of a public key. */
export async function keyId(publicKey: Uint8Array): Promise<Bytes> {
  return (await labelledHash("key id", publicKey)).slice(0, KEY_ID_BYTES);
}

/** Six words (77 bits) by which people compare a public key: its hash in base 7776, least place first. */
export async function fingerprintWords(publicKey: Uint8Array, words: readonly string[]): Promise<string[]> {
  const digest = await labelledHash("fingerprint", publicKey);
  let number = digest.reduce((value, byte) => value * 256n + BigInt(byte), 0n);
  const found: string[] = [];
  for (let place = 0; place < FINGERPRINT_WORDS; place += 1) {
    found.push(words[Number(number % BigInt(words.length))] ?? "");
    number /= BigInt(words.length);
  }
  return found;
}
