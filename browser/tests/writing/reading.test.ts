/** What is hidden, asked and kept, with the real engine; and how marks move while somebody writes. */
import { describe, expect, test } from "vitest";
import { analyse, scrub } from "../../src/text/engine";
import { hide, keep, NO_CHOICES, occurrences } from "../../src/writing/choices";
import { carryPieces, joined, readText, type Piece } from "../../src/writing/reading";

const ENGINE = { analyse, scrub };
const TEXT = "😀 I rang Sandra Whitlock on 07700 900123. Sandra Whitlock said the hoist was broken.";
const stateOf = (pieces: readonly Piece[], words: string) => pieces.find((piece) => piece.words === words)?.state;

describe("a text that was read", () => {
  test("is whole: its pieces joined are what was written", () => {
    expect(joined(readText(ENGINE, TEXT, NO_CHOICES).pieces)).toBe(TEXT);
  });

  test("hides names and contacts, and the narrative is what the pieces say it is", () => {
    const { pieces, narrative } = readText(ENGINE, TEXT, NO_CHOICES);

    expect(narrative).not.toContain("Whitlock");
    expect(narrative).not.toContain("900123");
    expect(pieces.map(({ state, words, replacement }) => (state === "hidden" ? replacement : words)).join("")).toBe(narrative);
  });

  test("keeps a name the writer wants to keep, everywhere, and shows that it was kept", () => {
    const name = readText(ENGINE, TEXT, NO_CHOICES).pieces.find(({ type }) => type === "person")?.words ?? "";

    const { pieces, narrative } = readText(ENGINE, TEXT, keep(NO_CHOICES, name));

    expect(narrative.split(name)).toHaveLength(3);
    expect(stateOf(pieces, name)).toBe("kept");
  });

  test("never gives a contact back", () => {
    const { pieces, narrative } = readText(ENGINE, TEXT, keep(NO_CHOICES, "07700 900123"));

    expect(narrative).not.toContain("07700");
    expect(pieces.find(({ words }) => words === "07700 900123")).toMatchObject({ state: "hidden", fixed: true });
  });

  test("hides what only the writer knows, wherever it stands as a word of its own", () => {
    const { narrative } = readText(ENGINE, "The hoist and the Hoist and hoists.", hide(NO_CHOICES, "hoist"));

    expect(narrative).toBe("The [removed] and the Hoist and hoists.");
  });

  test("gives back what was hidden by the writer once they keep it", () => {
    const choices = keep(hide(NO_CHOICES, "hoist"), "hoist");

    expect(readText(ENGINE, "The hoist broke.", choices).narrative).toBe("The hoist broke.");
  });

  test("names the versions that read it", () => {
    expect(readText(ENGINE, TEXT, NO_CHOICES).versions).toHaveLength(3);
  });

  test("brings the blaming words and a question, and no place or score", () => {
    const { blame } = readText(ENGINE, "The nurse was careless with the chart.", NO_CHOICES);

    expect(blame).toHaveLength(1);
    expect(Object.keys(blame[0] ?? {}).sort()).toEqual(["question", "target", "words"]);
  });
});

describe("words", () => {
  test("are found in code points, whole ones only", () => {
    expect(occurrences(Array.from("😀 Ash, ash Ashes Ash"), "Ash")).toEqual([
      [2, 5],
      [17, 20],
    ]);
  });

  test("that are none are found nowhere", () => {
    expect(occurrences(Array.from("abc"), "")).toEqual([]);
  });
});

describe("while somebody writes on", () => {
  const { pieces } = readText(ENGINE, TEXT, NO_CHOICES);

  test.each([
    ["at the end", `${TEXT} More.`],
    ["at the beginning", `Today ${TEXT}`],
    ["in the middle", TEXT.replace("said", "has said")],
    ["away", ""],
    ["everything anew", "x"],
  ])("the pieces stay whole when they write %s", (_, text) => {
    expect(joined(carryPieces(pieces, text))).toBe(text);
  });

  test("a mark that was not touched stays, one that was touched waits to be read again", () => {
    const moved = carryPieces(pieces, TEXT.replace("I rang", "I quickly rang").replace("900123", "900124"));

    expect(stateOf(moved, "07700 900123")).toBeUndefined();
    expect(moved.filter(({ state }) => state === "hidden").length).toBeGreaterThan(0);
  });

  test("nothing changes when nothing was written", () => {
    expect(carryPieces(pieces, TEXT)).toBe(pieces);
  });
});
