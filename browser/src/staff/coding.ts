/** Saves the factors of one report with what does not fit it, and finds out what somebody else chose when they were quicker. */
import type { Choice, CodedReport } from "./answers";
import { Refused, type StaffApi } from "./api";
import type { Saved } from "./factor-form";
import { WORDS } from "./words";

const { factors: words } = WORDS;

export function isSignedOut(error: unknown): boolean {
  return error instanceof Refused && error.code === "not-signed-in";
}

export class Coding {
  constructor(
    private readonly api: Pick<StaffApi, "report" | "setFactors">,
    private readonly circle: string,
    /** As last seen: its version goes with every change. */
    private stored: CodedReport,
  ) {}

  /** The report as it was last seen. */
  get report(): CodedReport {
    return this.stored;
  }

  /** Never overwrites what this member has not seen. Throws only where the session has ended. */
  async save(choice: Choice): Promise<Saved> {
    try {
      this.stored = await this.api.setFactors(this.circle, this.stored, choice);
      return { kind: "saved" };
    } catch (error) {
      if (isSignedOut(error)) throw error;
      if (!(error instanceof Refused)) return { kind: "failed", reason: words.unreached };
      return error.code === "stale-edit" ? this.compare(choice) : { kind: "failed", reason: words.refused };
    }
  }

  private async compare(yours: Choice): Promise<Saved> {
    try {
      this.stored = await this.api.report(this.circle, this.stored.report);
      const { factors, rejected } = this.stored;
      return { kind: "stale", theirs: { factors, rejected }, yours };
    } catch (error) {
      if (isSignedOut(error)) throw error;
      return { kind: "failed", reason: words.unreached };
    }
  }
}
