/** What is sealed, what is sent as codes, and what is asked for before sending. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { MAX_PLAINTEXT } from "../../src/crypto/padding";
import { MESSAGES } from "../../src/messages";
import { budgetHint, codedFields, findProblems, plaintextOf, SKIPPED, toggleFactor } from "../../src/report";
import { DRAFT } from "./house";

const TAXONOMY = readFileSync(new URL("../../../service/taxonomy.yaml", import.meta.url), "utf8");
const CANARY = "canary-7f3a";
const decode = (bytes: Uint8Array): unknown => JSON.parse(new TextDecoder().decode(bytes));
const ofLength = (length: number) => ({ ...DRAFT, narrative: "a".repeat(length) });

describe("the coded fields", () => {
  test("hold nothing of the narrative", () => {
    const coded = codedFields({ ...DRAFT, narrative: CANARY });

    expect(JSON.stringify(coded)).not.toContain(CANARY);
  });

  test("say of each skipped question that it was skipped", () => {
    expect(codedFields({ ...DRAFT, kind: "" })).toEqual({
      kind: "not-said",
      unit: "prefer-not-to-say",
      role_group: "prefer-not-to-say",
      factors: [],
      impact: "not-known",
      potential: "not-sure",
      spread: "once",
      setting: "prefer-not-to-say",
    });
  });

  test("keep what was chosen, factors in the order of choosing", () => {
    const chosen = { unit: "north", factors: ["b", "a"], potential: "harm", spread: "often", roleGroup: "frontline" };

    const coded = codedFields({ ...DRAFT, ...chosen });

    expect(coded).toMatchObject({ unit: "north", factors: ["b", "a"], potential: "harm", spread: "often" });
    expect(coded.role_group).toBe("frontline");
  });

  test.each([...new Set(Object.values(SKIPPED))])("%s is a code of the taxonomy", (code) => {
    expect(TAXONOMY).toContain(`{code: ${code},`);
  });
});

describe("what is sealed", () => {
  test("is the narrative, without the space around it, and its version", () => {
    expect(decode(plaintextOf({ ...DRAFT, narrative: "  it\nfell \n" }))).toEqual({ v: 1, narrative: "it\nfell", thread: "0".repeat(64) });
  });

  test("has a mark in place of half a character, which no encoding can carry", () => {
    expect(decode(plaintextOf({ ...DRAFT, narrative: "a\ud83d b😀" }))).toEqual({ v: 1, narrative: "a\ufffd b😀", thread: "0".repeat(64) });
  });
});

describe("what helped to write", () => {
  const aids = { versions: ["ids-1", "factors-1", "blame-1"], suggested: ["digital-systems"], refused: [] };

  test("is sealed with the words, and is in no coded field", () => {
    expect(decode(plaintextOf({ ...DRAFT, narrative: "It fell.", aids }))).toEqual({ v: 1, narrative: "It fell.", thread: "0".repeat(64), aids });
    expect(JSON.stringify(codedFields({ ...DRAFT, aids }))).not.toMatch(/ids-1|digital-systems/);
  });
});

describe("before sending", () => {
  test("a report with a text and a kind has no problem", () => {
    expect(findProblems(DRAFT)).toEqual([]);
  });

  test("a blank form is asked for a text and for nothing else", () => {
    const found = findProblems({ ...DRAFT, narrative: " \n ", kind: "" });

    expect(found.map(({ field }) => field)).toEqual(["narrative"]);
  });

  test("a text that fills the largest bucket can be sent, one byte more cannot", () => {
    const frame = plaintextOf({ ...DRAFT, narrative: "" }).length;

    expect(findProblems(ofLength(MAX_PLAINTEXT - frame))).toEqual([]);
    expect(findProblems(ofLength(MAX_PLAINTEXT - frame + 1))[0]?.say).toBe(MESSAGES.problems.tooLong(1));
  });

  test("room is counted in bytes, so Greek fills it twice as fast", () => {
    expect(budgetHint({ ...DRAFT, narrative: "a".repeat(4500) })).toBe("");
    expect(budgetHint({ ...DRAFT, narrative: "λ".repeat(4500) })).toBe(MESSAGES.budget.larger);
  });

  test("the hint stays silent, then counts down, then says what a larger size means, then how much is over", () => {
    const hints = [100, 7500, 9000, 40000].map((length) => budgetHint(ofLength(length)));

    expect(hints[0]).toBe("");
    expect(hints[1]).toMatch(/^Room for about [56]\d\d more characters/);
    expect(hints[2]).toBe(MESSAGES.budget.larger);
    expect(hints[3]).toContain("too long");
  });
});

describe("choosing factors", () => {
  test("keeps the order of choosing", () => {
    const { chosen } = toggleFactor(["a"], "b", true, 3);

    expect(chosen).toEqual(["a", "b"]);
  });

  test("refuses a fourth and changes nothing", () => {
    expect(toggleFactor(["a", "b", "c"], "d", true, 3)).toEqual({ chosen: ["a", "b", "c"], refused: true });
  });

  test("lets the next become the first when the first is taken back", () => {
    expect(toggleFactor(["a", "b", "c"], "a", false, 3)).toEqual({ chosen: ["b", "c"], refused: false });
  });
});
