/** CRC-32 (ISO 3309) of ASCII text, as Python's zlib.crc32 counts it. */

const TABLE = new Int32Array(256);
for (let n = 0; n < 256; n++) {
  let value = n;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  TABLE[n] = value;
}

/** The checksum of `text`, going on from the checksum of what stands before it. */
export function crc32(text: string, before = 0): number {
  let value = ~before;
  for (let i = 0; i < text.length; i++) value = TABLE[(value ^ text.charCodeAt(i)) & 0xff]! ^ (value >>> 8);
  return ~value;
}
