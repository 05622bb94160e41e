/** What the writer decided about single words, by the word: it holds however the text around them changes.
 *
 * Lives in memory with the page; never stored, never sent.
 */
import type { Analysis, Decisions } from "../text/analysis";

export interface Choices {
  /** Words the engine would hide or ask about, which stay as they were written. */
  readonly kept: readonly string[];
  /** Words that are hidden wherever they stand. */
  readonly hidden: readonly string[];
}

export const NO_CHOICES: Choices = { kept: [], hidden: [] };

const without = (words: readonly string[], word: string): readonly string[] => words.filter((one) => one !== word);

export function keep({ kept, hidden }: Choices, word: string): Choices {
  return { kept: [...without(kept, word), word], hidden: without(hidden, word) };
}

export function hide({ kept, hidden }: Choices, word: string): Choices {
  return { kept: without(kept, word), hidden: [...without(hidden, word), word] };
}

const PART_OF_A_WORD = /[\p{L}\p{N}]/u;

/** Where a word stands by itself, in code points. */
export function occurrences(points: readonly string[], word: string): readonly (readonly [number, number])[] {
  const wanted = Array.from(word);
  const found: [number, number][] = [];
  if (wanted.length === 0) return found;
  for (let start = 0; start + wanted.length <= points.length; start += 1) {
    const end = start + wanted.length;
    const isHere = wanted.every((point, at) => points[start + at] === point);
    const isWhole = !PART_OF_A_WORD.test(points[start - 1] ?? "") && !PART_OF_A_WORD.test(points[end] ?? "");
    if (isHere && isWhole) found.push([start, end]);
  }
  return found;
}

/** The choices as stretches of this text, as the engine takes them. */
export function decisionsFor(points: readonly string[], { masked }: Analysis, choices: Choices): Decisions {
  const kept = new Set(choices.kept);
  return {
    unmasked: masked.flatMap(({ start, end }) =>
      kept.has(points.slice(start, end).join("")) ? [[start, end] as const] : [],
    ),
    masked: choices.hidden.flatMap((word) => occurrences(points, word)),
  };
}
