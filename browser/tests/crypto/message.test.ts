/** Messages and mailboxes, against what Python sealed, and what a message says. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { fromBase64, fromHex, toHex, utf8 } from "../../src/crypto/bytes";
import { BrokenSeal, TooLong, WrongContext } from "../../src/crypto/errors";
import { keyPairFromSeed } from "../../src/crypto/keys";
import { MESSAGE_BYTES, openMailbox, openMessage, sealMessage } from "../../src/crypto/message";
import { decodeMessage, encodeMessage, weekOf, type MessageKind, type Outcome } from "../../src/dialogue/message";
import { plaintextOf } from "../../src/report";
import { contextOf } from "./cases";

interface Vectors {
  readonly texts: readonly ({ readonly encoded: string } & Record<string, string | number>)[];
  readonly messages: readonly { text: string; seed: string; context: Parameters<typeof contextOf>[0]; message: string }[];
  readonly mailboxes: readonly { text: string; seed: string; organisation: string; lookup: string; mailbox: string }[];
}

const vectors = JSON.parse(
  readFileSync(new URL("../../../tests/vectors/dialogues.json", import.meta.url), "utf8"),
) as Vectors;
const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
const DRAFT = { narrative: "", kind: "", unit: "", factors: [], potential: "", spread: "", roleGroup: "" };

describe("messages", () => {
  test.each(vectors.messages)("a stored message for $context.purpose opens, and only in its thread", async (one) => {
    const pair = await keyPairFromSeed(fromHex(one.seed));
    const context = contextOf(one.context);

    expect(text(await openMessage(fromBase64(one.message), pair, context))).toBe(one.text);
    for (const change of [{ subject: "00".repeat(32) }, { circle: "equipment" }, { purpose: "report/device" as const }]) {
      await expect(openMessage(fromBase64(one.message), pair, { ...context, ...change })).rejects.toThrow(BrokenSeal);
    }
  });

  test.each(vectors.mailboxes)("a stored mailbox opens", async (one) => {
    const opened = await openMailbox(fromBase64(one.mailbox), fromHex(one.seed), one.organisation, one.lookup);

    expect(text(opened)).toBe(one.text);
    await expect(openMailbox(fromBase64(one.mailbox), fromHex(one.seed), "hillside", one.lookup)).rejects.toThrow(BrokenSeal);
  });

  test("every message has one size; what does not fit or names another key is refused", async () => {
    const pair = await keyPairFromSeed(new Uint8Array(32));
    const context = { purpose: "message/to-circle", organisation: "a", circle: "b", keyId: toHex(pair.keyId), subject: "c" } as const;

    for (const length of [0, 1, 500, 2044]) {
      expect((await sealMessage(new Uint8Array(length), pair.publicKey, context)).length).toBe(MESSAGE_BYTES);
    }
    await expect(sealMessage(new Uint8Array(2045), pair.publicKey, context)).rejects.toThrow(TooLong);
    await expect(sealMessage(utf8(""), pair.publicKey, { ...context, purpose: "report/device" })).rejects.toThrow(WrongContext);
    await expect(sealMessage(utf8(""), pair.publicKey, { ...context, keyId: "00".repeat(16) })).rejects.toThrow(WrongContext);
  });
});

describe("what is said", () => {
  test.each(vectors.texts.filter((one) => "kind" in one))("$kind is encoded as in Python and comes back", (one) => {
    const message = {
      place: Number(one["place"]),
      week: String(one["week"]),
      kind: one["kind"] as MessageKind,
      outcome: one["outcome"] as Outcome | "",
      text: String(one["text"]),
    };

    expect(toHex(encodeMessage(message))).toBe(one.encoded);
    expect(decodeMessage(fromHex(one.encoded))).toEqual(message);
  });

  test.each(vectors.texts.filter((one) => "narrative" in one && one["thread"] !== ""))("a report carries its thread", (one) => {
    expect(toHex(plaintextOf({ ...DRAFT, narrative: String(one["narrative"]) }, String(one["thread"])))).toBe(one.encoded);
  });

  test.each(["", "[]", "null", '{"v":2,"n":1,"week":"","kind":"words","outcome":"","text":""}',
    '{"v":1,"n":"1","week":"","kind":"words","outcome":"","text":""}',
    '{"v":1,"n":1,"week":"","kind":"order","outcome":"","text":""}',
    '{"v":1,"n":1,"week":"","kind":"words","outcome":"blame","text":""}'])("%s is a broken seal", (plain) => {
    expect(() => decodeMessage(utf8(plain))).toThrow(BrokenSeal);
  });

  test.each([["2026-11-27", "2026-W48"], ["2027-01-01", "2026-W53"], ["2027-01-04", "2027-W01"], ["2025-12-29", "2026-W01"]])(
    "%s lies in %s", (day, week) => {
      expect(weekOf(Date.parse(`${day}T12:00:00Z`))).toBe(week);
    });
});
