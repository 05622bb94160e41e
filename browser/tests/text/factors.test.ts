import { describe, expect, it } from "vitest";
import file from "../../../service/text/data/factors.json";
import { FACTORS_VERSION, suggestFactors } from "../../src/text/factors";
import { readModel } from "../../src/text/factorsModel";

describe("suggested factors", () => {
  it("names equipment for a broken hoist and quotes the words", () => {
    const found = suggestFactors("The hoist was broken again and nobody came to mend it.");

    const equipment = found.find(({ code }) => code === "equipment-environment");
    expect(equipment?.evidence.join(" ")).toMatch(/hoist|broken/);
  });

  it("suggests nothing for a text that says nothing", () => {
    expect(["", "  ", "12 34", "zxqj vvkw qqq"].map((text) => suggestFactors(text))).toEqual([[], [], [], []]);
  });

  it("never suggests more than three", () => {
    const long = "We were short staffed, the lift broke, the system crashed and nobody listened. ".repeat(40);

    expect(suggestFactors(long).length).toBeLessThanOrEqual(3);
  });

  it("carries the version of its file and can use another model", () => {
    const silent = readModel({ ...file, floor: 1_000_000 });

    expect(FACTORS_VERSION).toBe(file.version);
    expect(suggestFactors("The hoist was broken again.", silent)).toEqual([]);
  });
});
