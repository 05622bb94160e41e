import { describe, expect, it } from "vitest";
import { countCorrections, LEAST, type Reviewed } from "../../src/staff/corrections";

const HOIST = "The hoist was broken again and nobody came to mend it. canary-5e Ms Okafor.";

function reviewed(number: number, factors: readonly string[], suggests = true): Reviewed[] {
  return Array.from({ length: number }, () => ({ narrative: HOIST, factors, suggests }));
}

describe("corrections of a circle", () => {
  it("count what was confirmed and added, and never call silence a no", () => {
    const { codes, reports } = countCorrections([...reviewed(4, ["equipment-environment"]), ...reviewed(3, ["workload-demand"])]);

    expect(reports).toBe(7);
    expect(codes["equipment-environment"]).toEqual({ shown: 7, confirmed: 4, added: 0 });
    expect(codes["workload-demand"]).toEqual({ shown: 0, confirmed: 0, added: 3 });
  });

  it("count a report that was coded without suggestions as added only", () => {
    const { codes } = countCorrections(reviewed(6, ["equipment-environment"], false));

    expect(codes["equipment-environment"]).toEqual({ shown: 0, confirmed: 0, added: 6 });
  });

  it("hold no term of few reports and no word of a report", () => {
    const few = countCorrections(reviewed(LEAST - 1, ["equipment-environment"]));
    const enough = countCorrections(reviewed(LEAST, ["equipment-environment"]));

    expect(few.terms).toEqual({});
    expect(Object.keys(enough.terms).length).toBeGreaterThan(0);
    expect(Object.values(enough.terms).every(({ reports }) => reports === LEAST)).toBe(true);
    expect(JSON.stringify(enough).toLowerCase()).not.toMatch(/canary|okafor/);
  });
});
