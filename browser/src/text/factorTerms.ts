/** What the factor model suggests for a text, and which of its own terms the text holds: never a word beyond them. */
import { factorsOf, termsOf } from "./factors";
import { foldText } from "./tokens";

export interface FactorReading {
  readonly suggested: readonly string[];
  readonly terms: readonly string[];
}

export function readFactors(text: string): FactorReading {
  const folded = foldText(text);
  return { suggested: factorsOf(folded).map(({ code }) => code), terms: termsOf(folded) };
}
