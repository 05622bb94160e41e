import { describe, expect, it } from "vitest";
import { findBlame } from "../../src/text/blame";

describe("blame", () => {
  it("tells blame of others from self-blame, which is met with kindness", () => {
    const spans = findBlame("The manager can't be bothered. I should have checked, it was my own stupid fault.");

    expect(spans.map(({ target }) => target)).toEqual(["person", "self", "self"]);
    expect(spans[1]!.question).toMatch(/^You are not on your own/);
  });

  it("leaves plain accounts alone", () => {
    expect(findBlame("The hoist was broken and we were two short. It was nobody's fault.")).toEqual([]);
  });

  it("gives code points of the original", () => {
    const text = "😀 The manager can’t be bothered, ever.";

    const [span] = findBlame(text);

    expect(Array.from(text).slice(span!.start, span!.end).join("")).toBe("The manager can’t be bothered");
  });
});
