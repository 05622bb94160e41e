import { describe, expect, it } from "vitest";
import { Refused, Unreached } from "../../src/staff/api";
import type { Choice, CodedReport, SealedReport } from "../../src/staff/answers";
import { Coding } from "../../src/staff/coding";
import { CIRCLE, coded } from "./house";

/** A service that keeps one report as the real one does: a change needs the version it has now. */
class OneReport {
  stored: CodedReport = coded();
  fault: Error | undefined;

  async report(): Promise<SealedReport> {
    if (this.fault) throw this.fault;
    return { ...coded(), ...this.stored, keyId: "", envelope: "" };
  }

  async setFactors(_: string, report: CodedReport, { factors, rejected }: Choice): Promise<CodedReport> {
    if (this.fault) throw this.fault;
    if (report.version !== this.stored.version) throw new Refused("stale-edit");
    this.stored = { ...this.stored, factors, rejected, version: this.stored.version + 1, isCoded: true };
    return this.stored;
  }
}

function choice(...factors: readonly string[]): Choice {
  return { factors, rejected: ["culture-voice"] };
}

describe("coding a report", () => {
  it("saves twice in a row with the version each answer told", async () => {
    const service = new OneReport();
    const coding = new Coding(service, CIRCLE, service.stored);

    expect(await coding.save(choice("workload-demand"))).toEqual({ kind: "saved" });
    expect(await coding.save(choice())).toEqual({ kind: "saved" });

    expect(service.stored.factors).toEqual([]);
  });

  it("overwrites nobody: it tells what they chose, and the next save is meant", async () => {
    const service = new OneReport();
    const [mine, theirs] = [new Coding(service, CIRCLE, service.stored), new Coding(service, CIRCLE, service.stored)];
    await theirs.save({ factors: ["workload-demand"], rejected: ["equipment-environment"] });

    const overtaken = await mine.save(choice("digital-systems"));

    const kept = { factors: ["workload-demand"], rejected: ["equipment-environment"] };
    expect(overtaken).toEqual({ kind: "stale", theirs: kept, yours: choice("digital-systems") });
    expect(service.stored).toMatchObject(kept);
    expect(await mine.save(choice("digital-systems"))).toEqual({ kind: "saved" });
    expect(service.stored).toMatchObject(choice("digital-systems"));
  });

  it("keeps the choice when the service cannot be reached or says no", async () => {
    const service = new OneReport();
    const coding = new Coding(service, CIRCLE, service.stored);

    for (const fault of [new Unreached(), new Refused("unknown-code")]) {
      service.fault = fault;
      expect(await coding.save(choice("digital-systems"))).toMatchObject({ kind: "failed" });
    }
    service.fault = undefined;
    expect(await coding.save(choice("digital-systems"))).toEqual({ kind: "saved" });
  });

  it("throws when the session has ended, so that the room can ask for the passphrase", async () => {
    const service = new OneReport();
    service.fault = new Refused("not-signed-in");

    await expect(new Coding(service, CIRCLE, service.stored).save(choice())).rejects.toBeInstanceOf(Refused);
  });
});
