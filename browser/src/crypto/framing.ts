/** Labels and frames, the twin of service/crypto/framing.py: values joined one way only. */
import { bigEndian, concat, utf8, type Bytes } from "./bytes";

const PREFIX = "candour/1";
const MAX_FIELD = 0xffff;

/** Each field as its 2-byte length and its UTF-8 bytes. Throws RangeError above 65,535 bytes. */
export function frame(...fields: string[]): Bytes {
  const parts: Bytes[] = [];
  for (const field of fields) {
    const encoded = utf8(field);
    if (encoded.length > MAX_FIELD) throw new RangeError("field too long to frame");
    parts.push(bigEndian(encoded.length, 2), encoded);
  }
  return concat(...parts);
}

/** "candour/1" and the framed fields: what opens every context and every derivation. */
export function prefixed(...fields: string[]): Bytes {
  return concat(utf8(PREFIX), frame(...fields));
}

/** SHA-256 of "candour/1 <label>" and the data: 32 bytes. */
export async function labelledHash(label: string, data: Uint8Array): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", concat(utf8(`${PREFIX} ${label}`), data)));
}

/** HKDF-SHA256 (RFC 5869) without salt, under one label and one public detail. */
export async function derive(secret: Bytes, length: number, label: string, detail = ""): Promise<Bytes> {
  const key = await crypto.subtle.importKey("raw", secret, "HKDF", false, ["deriveBits"]);
  const algorithm = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info: prefixed(label, detail) };
  return new Uint8Array(await crypto.subtle.deriveBits(algorithm, key, length * 8));
}
