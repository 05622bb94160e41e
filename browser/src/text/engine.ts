/**
 * Analyses a text and scrubs it, the same as service/text/engine.py to the byte. Reduces the risk that a text
 * points at a person; does not make it anonymous. Never keeps, sends or scores a text or its writer.
 */

import type { Analysis, Decisions, Scrubbed, Span } from "./analysis";
import { BLAME_VERSION, blameOf } from "./blame";
import { FACTORS_VERSION, factorsOf } from "./factors";
import { findIdentifiers, REPLACEMENTS } from "./identifiers";
import { VERSION as IDENTIFIERS_VERSION } from "./tagger";
import { foldText, slicePoints } from "./tokens";

export const VERSIONS: readonly string[] = [IDENTIFIERS_VERSION, FACTORS_VERSION, BLAME_VERSION];
const WRITERS_MASK = "[removed]";

/** Everything the engine finds in a text. Accepts any string; offsets are code points. */
export function analyse(text: string): Analysis {
  const folded = foldText(text);
  const { masked, maybe } = findIdentifiers(folded);
  return { masked, maybe, factors: factorsOf(folded), blame: blameOf(folded), versions: VERSIONS };
}

/** Replace what is masked, as the writer decided; contacts, numbers and postcodes are replaced whatever was decided. */
export function scrub(text: string, decisions: Decisions = { unmasked: [], masked: [] }): Scrubbed {
  const folded = foldText(text);
  const found = findIdentifiers(folded);
  const kept = found.masked.filter((span) => span.fixed || !covered(span, decisions.unmasked));
  for (const [start, end] of decisions.masked) {
    const low = Math.max(0, start);
    const high = Math.min(folded.points.length, end);
    const type = found.maybe.find((m) => m.start < high && low < m.end)?.type ?? "";
    if (low < high) {
      kept.push({ start: low, end: high, type, replacement: REPLACEMENTS[type] ?? WRITERS_MASK, fixed: false });
    }
  }
  const replaced = apart(kept);
  let last = 0;
  let clean = "";
  for (const span of replaced) {
    clean += slicePoints(folded, last, span.start) + span.replacement;
    last = span.end;
  }
  return { text: clean + slicePoints(folded, last, folded.points.length), replaced };
}

function covered(span: Span, stretches: readonly (readonly [number, number])[]): boolean {
  return stretches.some(([start, end]) => start <= span.start && span.end <= end);
}

/** Spans by place without overlaps: one that overlaps what stands before it keeps only what reaches beyond. */
function apart(spans: readonly Span[]): Span[] {
  const found: Span[] = [];
  let last = 0;
  for (const span of [...spans].sort((a, b) => a.start - b.start || a.end - b.end)) {
    const start = Math.max(span.start, last);
    if (start >= span.end) continue;
    found.push({ ...span, start });
    last = span.end;
  }
  return found;
}
