/** What lies inside an opened report: {"v": 1, "narrative": "…"}, the reporter's words and nothing else. */
import { BrokenSeal } from "../crypto/errors";

const VERSION = 1;

/** The narrative of an opened envelope. Throws BrokenSeal for anything else: it was sealed by no page of ours. */
export function readNarrative(plaintext: Uint8Array): string {
  const { v, narrative } = parse(plaintext);
  if (v !== VERSION || typeof narrative !== "string") throw new BrokenSeal();
  return narrative;
}

function parse(plaintext: Uint8Array): { v?: unknown; narrative?: unknown } {
  try {
    const value: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(plaintext));
    return typeof value === "object" && value !== null ? value : {};
  } catch {
    throw new BrokenSeal();
  }
}
