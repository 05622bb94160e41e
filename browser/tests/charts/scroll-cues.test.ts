import { describe, expect, it } from "vitest";
import { sayMore, type Frame } from "../../src/charts/scroll-cues";

const FITS: Frame = { scrollWidth: 330, clientWidth: 330, scrollHeight: 500, clientHeight: 500 };

describe("a table that is larger than its frame", () => {
  it.each([
    ["to the side", { scrollWidth: 480 }, "Scroll sideways for more"],
    ["below", { scrollHeight: 900 }, "Scroll down for more"],
    ["to the side and below", { scrollWidth: 480, scrollHeight: 900 }, "Scroll sideways and down for more"],
  ])("says that more of it lies %s", (_, larger, words) => {
    expect(sayMore({ ...FITS, ...larger })).toBe(words);
  });

  it("says nothing where all of it is in sight, or all but a rounded pixel", () => {
    expect(sayMore(FITS)).toBe("");
    expect(sayMore({ ...FITS, scrollWidth: 331, scrollHeight: 501 })).toBe("");
  });
});
