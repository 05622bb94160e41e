/** Opens a page of reports off the page's own thread, one after another.
 *
 * Keeps no key and no word between two batches, and asks nothing of the network.
 */
import type { Bytes } from "../crypto/bytes";
import { BrokenSeal } from "../crypto/errors";
import { keyPairFromSeed, type KeyPair } from "../crypto/keys";
import type { OpenedReport } from "./narrative";
import { openWith, type ClosedReport } from "./opening";

export interface Batch {
  readonly organisation: string;
  readonly circle: string;
  /** (key id, seed) of the circle's keys that this member holds. */
  readonly seeds: readonly (readonly [string, Bytes])[];
  readonly reports: readonly ClosedReport[];
}

/** A report's words, or why there are none. */
export type Words = OpenedReport | "damaged" | "noKey";

export type Told = { readonly report: string; readonly words: Words } | { readonly done: true };

export function startOpening(scope: DedicatedWorkerGlobalScope): void {
  scope.addEventListener("message", ({ data }: MessageEvent<Batch>) => {
    void openBatch(data, (told) => scope.postMessage(told));
  });
}

/** Tells of every report as soon as it is open, then that all are. A damaged one holds up no other. */
export async function openBatch(batch: Batch, tell: (told: Told) => void): Promise<void> {
  const pairs = new Map<string, KeyPair>();
  for (const [keyId, seed] of batch.seeds) pairs.set(keyId, await keyPairFromSeed(seed));
  for (const closed of batch.reports) tell({ report: closed.report, words: await openOne(batch, pairs.get(closed.keyId), closed) });
  tell({ done: true });
}

async function openOne({ organisation, circle }: Batch, pair: KeyPair | undefined, closed: ClosedReport): Promise<Words> {
  if (pair === undefined) return "noKey";
  try {
    return await openWith(pair, organisation, circle, closed);
  } catch (error) {
    if (error instanceof BrokenSeal) return "damaged";
    throw error;
  }
}
