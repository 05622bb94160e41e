/** Passphrases and receipts. */
import { describe, expect, test } from "vitest";
import { fromHex, toHex, type Bytes, type Chance } from "../../src/crypto/bytes";
import type { Context } from "../../src/crypto/context";
import { BrokenSeal, NotAKey, NotAReceipt, UnknownWord, UnsafeParameters, WrongContext } from "../../src/crypto/errors";
import { DEFAULT_PARAMETERS, deriveKeys, lockSeed, unlockSeed } from "../../src/crypto/passphrase";
import { deriveReceiptKeys, makeReceipt, normaliseReceipt, receiptText, verifier } from "../../src/crypto/receipt";
import { WORDS } from "../../src/crypto/words";
import { contextOf, vectors } from "./cases";

const MEMBER: Context = { purpose: "member-key", organisation: "riverside", circle: "", keyId: "", subject: "p-7" };
const [SEED, KEY] = [new Uint8Array(32).fill(5), new Uint8Array(32).fill(7)];

/** A source that gives these bytes in turn. */
function chanceFrom(stream: Bytes): Chance {
  let at = 0;
  return (length) => stream.slice(at, (at += length));
}

describe("passphrases", () => {
  test.each(vectors.passphrases)("$passphrase gives the keys and the lock both languages agreed on", async (one) => {
    const parameters = { memoryKib: one.memory_kib, passes: one.passes, lanes: one.lanes };
    const context = contextOf(one.context);

    const keys = await deriveKeys(one.passphrase, fromHex(one.salt), parameters);
    const locked = await lockSeed(fromHex(one.seed), keys.unlockKey, context, chanceFrom(fromHex(one.nonce)));

    expect([toHex(keys.proof), toHex(keys.unlockKey)]).toEqual([one.proof, one.unlock_key]);
    expect(toHex(locked)).toBe(one.locked);
    expect(toHex(await unlockSeed(locked, keys.unlockKey, context))).toBe(one.seed);
  });

  test.each([
    { memoryKib: 19455 },
    { memoryKib: 131073 },
    { memoryKib: 19456.5 },
    { memoryKib: Number.NaN },
    { passes: 1 },
    { passes: 7 },
    { lanes: 0 },
    { lanes: 5 },
  ])("a server can neither weaken nor hang the page with %j", async (change) => {
    const parameters = { ...DEFAULT_PARAMETERS, ...change };

    await expect(deriveKeys("words", new Uint8Array(16), parameters)).rejects.toThrow(UnsafeParameters);
  });

  test("a salt of another length is refused", async () => {
    await expect(deriveKeys("words", new Uint8Array(15), DEFAULT_PARAMETERS)).rejects.toThrow(UnsafeParameters);
  });

  test("two locks of one seed differ, and each opens", async () => {
    const [one, other] = [await lockSeed(SEED, KEY, MEMBER), await lockSeed(SEED, KEY, MEMBER)];

    expect(one).not.toEqual(other);
    expect(await unlockSeed(one, KEY, MEMBER)).toEqual(SEED);
    expect(await unlockSeed(other, KEY, MEMBER)).toEqual(SEED);
  });

  test("a lock takes only whole keys and only a member's", async () => {
    await expect(lockSeed(SEED.slice(1), KEY, MEMBER)).rejects.toThrow(NotAKey);
    await expect(lockSeed(SEED, KEY.slice(1), MEMBER)).rejects.toThrow(NotAKey);
    await expect(lockSeed(SEED, KEY, { ...MEMBER, purpose: "circle-key" })).rejects.toThrow(WrongContext);
  });

  test("a lock opens for no other key, person, purpose or bytes", async () => {
    const locked = await lockSeed(SEED, KEY, MEMBER);
    const attempts: [Bytes, Bytes, Context][] = [
      [locked, SEED, MEMBER],
      [locked, KEY.slice(1), MEMBER],
      [locked, KEY, { ...MEMBER, subject: "p-8" }],
      [locked, KEY, { ...MEMBER, purpose: "circle-key" }],
      [locked.slice(1), KEY, MEMBER],
      ...[0, 1, 13, 60].map((at): [Bytes, Bytes, Context] => [
        locked.map((byte, index) => (index === at ? byte ^ 1 : byte)),
        KEY,
        MEMBER,
      ]),
    ];

    for (const [data, key, context] of attempts) {
      await expect(unlockSeed(data, key, context)).rejects.toThrow(BrokenSeal);
    }
  });
});

describe("receipts", () => {
  test("the word list is whole", () => {
    expect(new Set(WORDS).size).toBe(7776);
  });

  test.each(vectors.receipts)("chance gives the words and keys both languages agreed on: $text", async (one) => {
    const receipt = makeReceipt(WORDS, chanceFrom(fromHex(one.stream)));
    const keys = await deriveReceiptKeys(receipt, one.organisation);

    expect(receiptText(receipt)).toBe(one.text);
    expect([toHex(keys.lookup), toHex(keys.token), toHex(keys.seed)]).toEqual([one.lookup, one.token, one.seed]);
    expect(toHex(keys.thread)).toBe(one.thread);
    expect(toHex(await verifier(keys.token))).toBe(one.verifier);
  });

  test("two receipts from the browser's own chance differ", () => {
    expect(makeReceipt(WORDS)).not.toEqual(makeReceipt(WORDS));
  });

  test.each(vectors.typed_receipts)("$typed is read as Python reads it", (one) => {
    const read = () => normaliseReceipt(one.typed, WORDS);

    if (one.text !== undefined) expect(receiptText(read())).toBe(one.text);
    else if (one.unknown_position !== undefined) expect(read).toThrow(new UnknownWord(one.unknown_position));
    else expect(read).toThrow(NotAReceipt);
  });

  test("a mistyped word is named by its place and never repeated", () => {
    const typed = "abacus abacus secretly-mistyped abacus abacus abacus abacus abacus";

    try {
      normaliseReceipt(typed, WORDS);
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(UnknownWord);
      expect(JSON.stringify([String(error), { ...(error as UnknownWord) }])).not.toContain("secretly");
      expect((error as UnknownWord).position).toBe(3);
    }
  });
});
