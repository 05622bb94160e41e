import { describe, expect, it } from "vitest";
import { toHex } from "../../src/crypto/bytes";
import { openBatch, type Told } from "../../src/staff/opening-worker";
import { CIRCLE, makeHouse, ORGANISATION, otherId, sealedReport } from "./house";

describe("a page of reports", () => {
  it("is opened one by one; what is damaged or has no key holds up no other", async () => {
    const house = await makeHouse();
    const seeds = [[toHex(house.circleKey.keyId), house.circleKey.seed]] as const;
    const good = await sealedReport(house, '{"v":1,"narrative":"The lift was out.","thread":""}');
    const changed = { ...good, envelope: `${good.envelope.slice(0, -8)}AAAAAA==` };
    const told: Told[] = [];

    await openBatch(
      { organisation: ORGANISATION, circle: CIRCLE, seeds, reports: [changed, { ...good, envelope: "?" }, { ...good, keyId: otherId }, good] },
      (one) => told.push(one),
    );

    expect(told.map((one) => ("done" in one ? "done" : one.words))).toEqual([
      "damaged",
      "damaged",
      "noKey",
      { narrative: "The lift was out.", thread: "" },
      "done",
    ]);
  });

  it("opens nothing under the name of another report or circle", async () => {
    const house = await makeHouse();
    const seeds = [[toHex(house.circleKey.keyId), house.circleKey.seed]] as const;
    const good = await sealedReport(house, '{"v":1,"narrative":"The lift was out."}');
    const told: Told[] = [];

    await openBatch({ organisation: ORGANISATION, circle: "general", seeds, reports: [good] }, (one) => told.push(one));
    await openBatch({ organisation: ORGANISATION, circle: CIRCLE, seeds, reports: [{ ...good, report: otherId }] }, (one) => told.push(one));

    expect(told.filter((one) => "report" in one).map((one) => "report" in one && one.words)).toEqual(["damaged", "damaged"]);
  });
});
