import { describe, expect, it } from "vitest";
import { countCorrections, LEAST, type Reviewed } from "../../src/staff/corrections";

const HOIST = "The hoist was broken again and nobody came to mend it. canary-5e Ms Okafor.";

function reviewed(number: number, factors: readonly string[], suggests = true, rejected: readonly string[] = []): Reviewed[] {
  return Array.from({ length: number }, () => ({ narrative: HOIST, factors, suggests, rejected }));
}

describe("corrections of a circle", () => {
  it("count what was confirmed and added, and never call silence a no", () => {
    const { codes, reports } = countCorrections([...reviewed(4, ["equipment-environment"]), ...reviewed(3, ["workload-demand"])]);

    expect(reports).toBe(7);
    expect(codes["equipment-environment"]).toEqual({ shown: 7, confirmed: 4, rejected: 0, added: 0 });
    expect(codes["workload-demand"]).toEqual({ shown: 0, confirmed: 0, rejected: 0, added: 3 });
  });

  it("count what was marked as not fitting, by code and by term, and only where it was suggested", () => {
    const marked = reviewed(5, ["workload-demand"], true, ["equipment-environment", "culture-voice"]);
    const silent = reviewed(2, ["workload-demand"]);
    const { codes, terms } = countCorrections([...marked, ...silent]);

    expect(codes["equipment-environment"]).toEqual({ shown: 7, confirmed: 0, rejected: 5, added: 0 });
    expect(codes["culture-voice"]).toBeUndefined();
    expect(terms["hoist"]?.codes["equipment-environment"]).toEqual({ shown: 7, confirmed: 0, rejected: 5, added: 0 });
  });

  it("never count a factor as kept and rejected at once, nor as rejected where none was shown", () => {
    const both = countCorrections(reviewed(5, ["equipment-environment"], true, ["equipment-environment"]));
    const unseen = countCorrections(reviewed(5, ["workload-demand"], false, ["equipment-environment"]));

    expect(both.codes["equipment-environment"]).toEqual({ shown: 5, confirmed: 5, rejected: 0, added: 0 });
    expect(unseen.codes["equipment-environment"]).toBeUndefined();
  });

  it("count a report that was coded without suggestions as added only", () => {
    const { codes } = countCorrections(reviewed(6, ["equipment-environment"], false));

    expect(codes["equipment-environment"]).toEqual({ shown: 0, confirmed: 0, rejected: 0, added: 6 });
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
