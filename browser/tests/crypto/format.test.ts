/** Bytes, contexts, padding and envelopes: the format without a key. */
import { describe, expect, test } from "vitest";
import { fromBase64, fromHex, toBase64, toHex, utf8 } from "../../src/crypto/bytes";
import { encodeContext } from "../../src/crypto/context";
import { ENVELOPE_SIZES, parseEnvelope } from "../../src/crypto/envelope";
import { BrokenSeal, NotAnEnvelope, TooLong, UnknownVersion } from "../../src/crypto/errors";
import { BUCKETS, MAX_PLAINTEXT, pad, unpad } from "../../src/crypto/padding";
import { contextOf, sha256, vectors } from "./cases";

describe("bytes", () => {
  test("hex and base64 come back as they went", () => {
    const all = Uint8Array.from({ length: 256 }, (_, byte) => byte);

    for (const length of [0, 1, 2, 3, 256]) {
      const bytes = all.slice(0, length);
      expect(fromHex(toHex(bytes))).toEqual(bytes);
      expect(fromBase64(toBase64(bytes))).toEqual(bytes);
    }
  });

  test.each(["a", "zz", "AB", " "])("%j is no hex", (text) => {
    expect(() => fromHex(text)).toThrow(RangeError);
  });

  test.each(["a", "ab", "ab==\n", "a-_=", "=", "abc"])("%j is no base64", (text) => {
    expect(() => fromBase64(text)).toThrow(RangeError);
  });

  test("a lone surrogate is refused rather than replaced", () => {
    expect(() => utf8("\ud800")).toThrow(RangeError);
    expect(toHex(utf8("🙂"))).toBe("f09f9982");
  });
});

describe("contexts", () => {
  test.each(vectors.contexts)("$purpose for $organisation has the bytes both languages agreed on", (fields) => {
    expect(toHex(encodeContext(contextOf(fields)))).toBe(fields.encoded);
  });

  test("a field too long for its length is refused", () => {
    const [fields] = vectors.contexts;
    if (fields === undefined) throw new Error("no vectors");

    expect(() => encodeContext({ ...contextOf(fields), circle: "x".repeat(65536) })).toThrow(RangeError);
  });
});

describe("padding", () => {
  test.each(vectors.padding)("$repeat times $text has the bytes both languages agreed on", async (one) => {
    const plaintext = utf8(one.text.repeat(one.repeat));

    const padded = pad(plaintext);

    expect(padded.length).toBe(one.bucket);
    expect(await sha256(padded)).toBe(one.sha256);
    expect(unpad(padded)).toEqual(plaintext);
  });

  test("a text beyond the larger bucket is refused", () => {
    expect(() => pad(new Uint8Array(MAX_PLAINTEXT + 1))).toThrow(TooLong);
  });

  test("a view into a larger buffer is read where it stands", () => {
    const larger = new Uint8Array(BUCKETS[0] + 7);
    larger.set(pad(utf8("text")), 7);

    expect(unpad(larger.subarray(7))).toEqual(utf8("text"));
  });

  test.each([
    ["nothing", new Uint8Array()],
    ["no length", new Uint8Array(3)],
    ["a byte short", pad(utf8("x")).slice(0, -1)],
    ["a byte long", Uint8Array.of(...pad(utf8("x")), 0)],
    ["filler that is not zero", pad(utf8("x")).fill(1, BUCKETS[0] - 1)],
    ["a length too big", pad(utf8("x")).fill(255, 0, 4)],
  ])("%s is a broken seal", (_, padded) => {
    expect(() => unpad(padded)).toThrow(BrokenSeal);
  });
});

describe("envelopes", () => {
  test("only two sizes exist", () => {
    expect(ENVELOPE_SIZES).toEqual([9345, 33921]);
  });

  test.each([0, 1, 17, 9344, 9346, 33922])("%i bytes are no envelope", (length) => {
    expect(() => parseEnvelope(new Uint8Array(length).fill(1))).toThrow(NotAnEnvelope);
  });

  test.each([0x00, 0x02, 0x11, 0x21])("version %i is named as unknown", (version) => {
    expect(() => parseEnvelope(new Uint8Array(9345).fill(version, 0, 1))).toThrow(UnknownVersion);
  });
});
