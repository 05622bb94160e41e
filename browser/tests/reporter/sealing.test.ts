/** What leaves the device: sealed, padded, and bound to one report and one circle. */
import { describe, expect, test } from "vitest";
import { fromBase64, toHex } from "../../src/crypto/bytes";
import { BrokenSeal } from "../../src/crypto/errors";
import { openEnvelope } from "../../src/crypto/open";
import { parseDirectory } from "../../src/directory";
import { makeTicket, rehearse, sealReport } from "../../src/sealing";
import { circleAnswer, directoryAnswer, DRAFT, GENERAL, TOOLS } from "./house";

const CANARY = "canary-7f3a";
const directory = parseDirectory(directoryAnswer());
const ticket = await makeTicket("riverside");
const bodyOf = async (draft: typeof DRAFT) => JSON.parse(await sealReport(draft, directory, ticket));

describe("a ticket", () => {
  test("has a random id and eight words, and tells neither words nor token", async () => {
    const other = await makeTicket("riverside");

    expect(ticket.report).toMatch(/^[0-9a-f]{32}$/);
    expect(ticket.words).toHaveLength(8);
    expect(other.report).not.toBe(ticket.report);
    expect(other.words).not.toEqual(ticket.words);
    expect(ticket.dialogue.lookup).toMatch(/^[0-9a-f]{32}$/);
    expect(ticket.dialogue.verifier).toMatch(/^[0-9a-f]{64}$/);
    expect(fromBase64(ticket.dialogue.public_key)).toHaveLength(1216);
  });
});

describe("a sealed report", () => {
  test("opens for its circle, its report and its purpose", async () => {
    const body = await bodyOf({ ...DRAFT, factors: ["digital-systems"] });

    const plain = await openEnvelope(fromBase64(body.envelope), TOOLS, {
      purpose: "report/device",
      organisation: "riverside",
      circle: "tools",
      keyId: toHex(TOOLS.keyId),
      subject: ticket.report,
    });

    expect(body.circle).toBe("tools");
    expect(JSON.parse(new TextDecoder().decode(plain))).toEqual({ v: 1, narrative: DRAFT.narrative, thread: ticket.thread });
  });

  test("does not open for another circle", async () => {
    const body = await bodyOf({ ...DRAFT, factors: ["digital-systems"] });

    const context = { purpose: "report/device", organisation: "riverside", circle: "general" } as const;
    const opening = openEnvelope(fromBase64(body.envelope), GENERAL, {
      ...context,
      keyId: toHex(GENERAL.keyId),
      subject: ticket.report,
    });

    await expect(opening).rejects.toThrow(BrokenSeal);
  });

  test("holds neither the narrative nor a receipt word in the clear", async () => {
    const body = await sealReport({ ...DRAFT, narrative: CANARY }, directory, ticket);

    const clear = JSON.stringify({ ...JSON.parse(body), envelope: "" });
    expect(body).not.toContain(CANARY);
    expect(body).not.toContain(btoa(CANARY).slice(0, 8));
    for (const word of ticket.words) expect(clear).not.toMatch(new RegExp(`\\b${word}\\b`));
  });

  test.each(["", "a", "a".repeat(500), "λ".repeat(200), "😀".repeat(1000)])("is equally long for text %#", async (text) => {
    const [empty, full] = await Promise.all([bodyOf({ ...DRAFT, narrative: "" }), bodyOf({ ...DRAFT, narrative: text })]);

    expect(full.envelope.length).toBe(empty.envelope.length);
  });
});

describe("the rehearsal", () => {
  test("passes where every circle can be sealed to", async () => {
    await expect(rehearse(directory)).resolves.toBeUndefined();
  });

  test("fails before anybody writes when a circle's key is not the one it is said to be", async () => {
    const swapped = { ...circleAnswer("tools", TOOLS), key: { ...circleAnswer("tools", GENERAL).key, key_id: toHex(TOOLS.keyId) } };
    const broken = parseDirectory({ ...directoryAnswer(), circles: [circleAnswer("general", GENERAL), swapped] });

    await expect(rehearse(broken)).rejects.toThrow();
  });
});
