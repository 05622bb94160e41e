/** What the text engine finds in a text: offsets in code points, end exclusive. Mirrors service/text/analysis.py. */

/** An identifier that is masked without asking. `fixed`: the writer cannot un-mask it. */
export interface Span {
  readonly start: number;
  readonly end: number;
  readonly type: string;
  readonly replacement: string;
  readonly fixed: boolean;
}

/** Words that may be an identifier: shown to the writer, who decides. */
export interface MaybeSpan {
  readonly start: number;
  readonly end: number;
  readonly type: string;
}

/** A suggested factor: its logit in fixed point, and the words that spoke for it, best first. */
export interface FactorSuggestion {
  readonly code: string;
  readonly score: number;
  readonly evidence: readonly string[];
}

/** Person-blaming words, whom they are about, and a question that looks elsewhere. */
export interface BlameSpan {
  readonly start: number;
  readonly end: number;
  readonly target: "person" | "self";
  readonly question: string;
  readonly look_towards: readonly string[];
}

/** Everything found in one text. `versions` names the data files that found it. */
export interface Analysis {
  readonly masked: readonly Span[];
  readonly maybe: readonly MaybeSpan[];
  readonly factors: readonly FactorSuggestion[];
  readonly blame: readonly BlameSpan[];
  readonly versions: readonly string[];
}

/** What the writer decided, by code points: spans to leave as they are, and stretches to mask as well. */
export interface Decisions {
  readonly unmasked: readonly (readonly [number, number])[];
  readonly masked: readonly (readonly [number, number])[];
}

/** A text with its masks applied, and the spans of the original that were replaced. */
export interface Scrubbed {
  readonly text: string;
  readonly replaced: readonly Span[];
}
