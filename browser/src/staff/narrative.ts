/** What lies inside an opened report: {"v": 1, "narrative": "…", "thread": "…"}. */
import { BrokenSeal } from "../crypto/errors";

const VERSION = 1;

export interface OpenedReport {
  readonly narrative: string;
  /** 64 hex digits that bind the dialogue; "" if the reporter has no receipt and cannot be answered. */
  readonly thread: string;
}

/** An opened report. Throws BrokenSeal for anything else: it was sealed by no page of ours. */
export function readReport(plaintext: Uint8Array): OpenedReport {
  const { v, narrative, thread = "" } = parse(plaintext);
  if (v !== VERSION || typeof narrative !== "string" || typeof thread !== "string") throw new BrokenSeal();
  return { narrative, thread };
}

function parse(plaintext: Uint8Array): { v?: unknown; narrative?: unknown; thread?: unknown } {
  try {
    const value: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(plaintext));
    return typeof value === "object" && value !== null ? value : {};
  } catch {
    throw new BrokenSeal();
  }
}
