/** Finds the patterned identifiers (see service/text/identifiers/rules.py). Patterns see folded text only. */

import raw from "../../../service/text/data/ids-rules.json";
import type { Folded } from "./tokens";

/** One pattern of the shared file. */
export interface Rule {
  readonly name: string;
  readonly type: string;
  readonly onLower: boolean;
  readonly gate: RegExp;
  readonly force: boolean;
  readonly fixed: boolean;
  readonly pattern: RegExp;
  readonly grouped: boolean;
}

/** A stretch of folded text that a rule claims. */
export interface Hit {
  readonly start: number;
  readonly end: number;
  readonly rule: Rule;
}

export const STREET: ReadonlySet<string> = new Set(raw.street);
export const TIES: ReadonlySet<string> = new Set(raw.ties);

const RULES: readonly Rule[] = raw.rules.map((row) => ({
  name: row.name,
  type: row.type,
  onLower: row.case === "lower",
  gate: new RegExp(row.gate),
  force: row.force,
  fixed: row.fixed,
  pattern: new RegExp(row.pattern, row.pattern.includes("(?<group>") ? "dg" : "g"),
  grouped: row.pattern.includes("(?<group>"),
}));

function free(taken: Uint8Array, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if (taken[i]) return false;
  return true;
}

/** Every claim, in order of place; a stretch belongs to the first rule that claims it. */
export function findHits(folded: Folded): Hit[] {
  const taken = new Uint8Array(folded.plain.length + 1);
  const hits: Hit[] = [];
  for (const rule of RULES) {
    if (!rule.gate.test(folded.lower)) continue;
    for (const match of (rule.onLower ? folded.lower : folded.plain).matchAll(rule.pattern)) {
      const [start, end] = rule.grouped
        ? match.indices!.groups!["group"]!
        : [match.index, match.index + match[0].length];
      if (!free(taken, start, end)) continue;
      taken.fill(1, start, end);
      hits.push({ start, end, rule });
    }
  }
  return hits.sort((a, b) => a.start - b.start);
}
