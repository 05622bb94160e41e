/** What a mistyped word of a receipt may have been. Worked out on the device: no word leaves it. */
import { typedWords } from "../crypto/receipt";

export interface Unknown {
  /** From 1. */
  readonly position: number;
  /** Words of the list that are close, nearest first; at most three. */
  readonly near: readonly string[];
}

const MOST = 3;
const FAR = 2;

/** How many letters must be added, left out, changed or swapped to turn one word into the other (up to `most`). */
export function distance(one: string, other: string, most = FAR): number {
  if (Math.abs(one.length - other.length) > most) return most + 1;
  let before: number[] = [];
  let row = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let i = 1; i <= one.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const change = (row[j - 1] ?? 0) + (one[i - 1] === other[j - 1] ? 0 : 1);
      let least = Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1);
      const isSwap = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
      if (isSwap) least = Math.min(least, (before[j - 2] ?? 0) + 1);
      next.push(least);
    }
    [before, row] = [row, next];
  }
  return row[other.length] ?? most + 1;
}

/** Every typed word that is not on the list, with what it may have been. */
export function findUnknown(text: string, words: readonly string[]): readonly Unknown[] {
  const known = new Set(words);
  return typedWords(text).flatMap((typed, index) => {
    if (known.has(typed)) return [];
    const near = words
      .map((word) => ({ word, far: distance(typed, word) }))
      .filter(({ far }) => far <= FAR)
      .sort((a, b) => a.far - b.far)
      .slice(0, MOST)
      .map(({ word }) => word);
    return [{ position: index + 1, near }];
  });
}
