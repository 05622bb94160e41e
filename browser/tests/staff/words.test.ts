import { describe, expect, it } from "vitest";
import { paragraphsOf, receivedWords } from "../../src/staff/words";

describe("when a report was received", () => {
  it("is a day in words before it is coded", () => {
    expect(receivedWords("2026-11-25")).toMatch(/^Wednesday,? 25 November 2026$/);
  });

  it.each([
    ["2026-W48", "week of 23 November 2026"],
    ["2026-W01", "week of 29 December 2025"],
    ["2026-M11", "in November 2026"],
    ["2020-W53", "week of 28 December 2020"],
    ["2021-W01", "week of 4 January 2021"],
  ])("is the ISO week %s afterwards", (week, words) => {
    expect(receivedWords(week)).toBe(words);
  });

  it("stays as it came when it is neither", () => {
    expect(receivedWords("forgotten")).toBe("forgotten");
  });
});

describe("a narrative", () => {
  it("falls into paragraphs at blank lines and keeps its single breaks", () => {
    expect(paragraphsOf("one\ntwo\n\n three\n \nfour\n\n\n")).toEqual(["one\ntwo", " three", "four"]);
  });

  it("of nothing but blanks has no paragraph", () => {
    expect(paragraphsOf(" \n\n ")).toEqual([]);
  });
});
