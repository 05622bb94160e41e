/** Counts what a circle confirmed, rejected and added, by the factor model's own terms. Holds no text, and no term of few reports.
 *
 * The twin of service/text/factors_corrections.py, which reads what this makes (docs/models/corrections.md).
 */
import { FACTORS_VERSION } from "../text/factors";
import { readFactors, type FactorReading } from "../text/factorTerms";

const FORMAT = "candour-corrections-1";
/** A term of fewer reports is not exported. */
export const LEAST = 5;

/** A report as a circle agreed on it. */
export interface Reviewed {
  readonly narrative: string;
  readonly factors: readonly string[];
  /** Suggested factors that somebody marked as not fitting. */
  readonly rejected: readonly string[];
  /** Whether its suggestions were shown: a quarter is coded without, and counts as added only. */
  readonly suggests: boolean;
}

interface Counts {
  shown: number;
  confirmed: number;
  rejected: number;
  added: number;
}

type Codes = Map<string, Counts>;

export interface Corrections {
  readonly format: typeof FORMAT;
  readonly model: string;
  readonly reports: number;
  readonly codes: Readonly<Record<string, Counts>>;
  readonly terms: Readonly<Record<string, { readonly reports: number; readonly codes: Readonly<Record<string, Counts>> }>>;
}

/** One file for `candour model train --corrections`. The order of the reports changes nothing. */
export function countCorrections(reviewed: readonly Reviewed[], read: (text: string) => FactorReading = readFactors): Corrections {
  const codes: Codes = new Map();
  const terms = new Map<string, { reports: number; codes: Codes }>();
  for (const report of reviewed) {
    const { suggested, terms: held } = read(report.narrative);
    const shown = report.suggests ? suggested : [];
    tally(codes, shown, report);
    for (const term of held) {
      const kept = terms.get(term) ?? { reports: 0, codes: new Map() };
      kept.reports += 1;
      tally(kept.codes, shown, report);
      terms.set(term, kept);
    }
  }
  const common = [...terms].filter(([, { reports }]) => reports >= LEAST).sort(([one], [other]) => (one < other ? -1 : 1));
  return {
    format: FORMAT,
    model: FACTORS_VERSION,
    reports: reviewed.length,
    codes: record(codes),
    terms: Object.fromEntries(common.map(([term, { reports, codes: own }]) => [term, { reports, codes: record(own) }])),
  };
}

/** An unticked suggestion is not a no: only what somebody marked is rejected, and only where it is suggested. */
function tally(codes: Codes, shown: readonly string[], { factors, rejected }: Reviewed): void {
  for (const code of new Set([...shown, ...factors])) {
    const counts = codes.get(code) ?? { shown: 0, confirmed: 0, rejected: 0, added: 0 };
    const [wasShown, isChosen] = [shown.includes(code), factors.includes(code)];
    if (wasShown) counts.shown += 1;
    if (wasShown && isChosen) counts.confirmed += 1;
    if (wasShown && !isChosen && rejected.includes(code)) counts.rejected += 1;
    if (!wasShown && isChosen) counts.added += 1;
    codes.set(code, counts);
  }
}

function record(codes: Codes): Readonly<Record<string, Counts>> {
  return Object.fromEntries([...codes].sort(([one], [other]) => (one < other ? -1 : 1)));
}
