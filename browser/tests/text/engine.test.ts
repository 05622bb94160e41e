import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { analyse, scrub } from "../../src/text/engine";

interface Vector {
  readonly text?: string;
  readonly unit?: string;
  readonly times?: number;
  readonly ids: string;
  readonly factors: string;
  readonly blame: string;
}

const file = new URL("../../../tests/vectors/text.jsonl", import.meta.url);
const vectors = readFileSync(file, "utf8")
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line) as Vector);

function hashOf(found: unknown): string {
  const escape = (char: string): string => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`;
  const canonical = JSON.stringify(found).replace(/[\x7f-\uffff]/g, escape);
  return createHash("sha256").update(canonical).digest("hex").slice(0, 12);
}

describe("the text engine in the browser", () => {
  it("finds in every shared text what the Python engine finds, to the byte", () => {
    const differing = vectors.filter((vector) => {
      const found = analyse(vector.text ?? vector.unit!.repeat(vector.times!));
      const ids = hashOf([found.masked, found.maybe]);
      return ids !== vector.ids || hashOf(found.factors) !== vector.factors || hashOf(found.blame) !== vector.blame;
    });

    expect(vectors.length).toBeGreaterThan(2000);
    expect(differing).toEqual([]);
  }, 120_000);

  it("replaces a phone number even when the writer asks to keep it, and keeps a name when asked", () => {
    const text = "Kemi rang 07700 900123 about it.";

    const clean = scrub(text, { unmasked: [[0, text.length]], masked: [] });

    expect(clean.text).toBe("Kemi rang [a contact] about it.");
  });

  it("replaces what the writer marks as well", () => {
    const clean = scrub("The tall porter said so.", { unmasked: [], masked: [[4, 15]] });

    expect(clean.text).toBe("The [removed] said so.");
  });
});
