import { describe, expect, it } from "vitest";
import { beginning, holds } from "../../src/staff/search";

describe("looking for words in what is open", () => {
  it("needs every word, in any order, without regard to capitals and accents", () => {
    expect(holds("The hoist battery was flat.", "BATTERY hoist")).toBe(true);
    expect(holds("Bu’r café ar gau", "bu'r cafe")).toBe(true);
    expect(holds("Zażółć gęślą jaźń", "zazol")).toBe(false);
    expect(holds("The hoist battery was flat.", "hoist door")).toBe(false);
  });

  it("finds a word by its beginning, and never in the middle of another", () => {
    expect(holds("Handover notes", "hand")).toBe(true);
    expect(holds("Handover notes", "over")).toBe(false);
  });

  it("fits everything where nothing is looked for", () => {
    expect(holds("", " … ")).toBe(true);
  });

  it("cuts a beginning at a word", () => {
    expect(beginning("One two\n\nthree", 9)).toBe("One two…");
    expect(beginning(" short ")).toBe("short");
  });
});
