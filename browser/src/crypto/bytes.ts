/** Bytes and the texts they travel as. Refuses what it cannot turn back; never guesses. */

/** Bytes of our own, never a view of shared memory: what WebCrypto takes. */
export type Bytes = Uint8Array<ArrayBuffer>;

/** n unpredictable bytes. */
export type Chance = (length: number) => Bytes;

/** The browser's own source; passed as an argument wherever chance is needed. */
export const browserChance: Chance = (length) => crypto.getRandomValues(new Uint8Array(length));

/** UTF-8. Throws RangeError for a lone surrogate, which TextEncoder would turn into something else. */
export function utf8(text: string): Bytes {
  if (/\p{Surrogate}/u.test(text)) throw new RangeError("text is not well-formed");
  return own(new TextEncoder().encode(text));
}

/** The same bytes in memory of our own. */
export function own(bytes: Uint8Array): Bytes {
  return new Uint8Array(bytes);
}

export function concat(...parts: Uint8Array[]): Bytes {
  const joined = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

/** Whether two public values are equal. Not for secrets: it stops at the first difference. */
export function equal(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, index) => byte === other[index]);
}

/** A number below 2^(8·length), big end first. */
export function bigEndian(value: number, length: number): Bytes {
  const bytes = new Uint8Array(length);
  for (let at = length - 1, rest = value; at >= 0; at -= 1, rest = Math.floor(rest / 256)) bytes[at] = rest % 256;
  return bytes;
}

export function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Throws RangeError unless the text is pairs of hex digits. */
export function fromHex(text: string): Bytes {
  if (!/^(?:[0-9a-f]{2})*$/.test(text)) throw new RangeError("not hex");
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

/** Standard base64 with padding, as the API speaks it. */
export function toBase64(bytes: Uint8Array): string {
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
}

/** Throws RangeError for anything toBase64 does not write. */
export function fromBase64(text: string): Bytes {
  if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text)) throw new RangeError("not base64");
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}
