/**
 * Cuts a folded text into words and their stems, for the factor and the blame models.
 * Mirrors service/text/stems.py; linear in the length of the text, and keeps no word it has seen.
 */

/** One word: its stem ("#" for a number), its letters, and where it stands in the folded text. */
export interface Word {
  readonly stem: string;
  readonly letters: string;
  readonly start: number;
  readonly end: number;
}

const WORD = /[a-z]+(?:'[a-z]+)*|[0-9]+/g;
const ENDINGS: readonly (readonly [string, string])[] = [
  ["ational", "ate"],
  ["isation", "ise"],
  ["ization", "ise"],
  ["ations", ""],
  ["ation", ""],
  ["ings", ""],
  ["ing", ""],
  ["edly", ""],
  ["ies", "y"],
  ["ied", "y"],
  ["ed", ""],
  ["ers", "er"],
  ["es", ""],
  ["ly", ""],
  ["s", ""],
  ["e", ""],
];
const SHORTEST = 3;
const LONGEST = 24;

/** The stem of a lower-case word without apostrophes; at least three letters are left. */
export function stemWord(letters: string): string {
  if (letters.length <= SHORTEST || letters.endsWith("ss")) return letters;
  for (const [ending, instead] of ENDINGS) {
    if (!letters.endsWith(ending) || letters.length - ending.length + instead.length < SHORTEST) continue;
    const cut = letters.slice(0, letters.length - ending.length) + instead;
    const last = cut[cut.length - 1]!;
    const doubled = cut.length > SHORTEST && last === cut[cut.length - 2] && !"lse".includes(last);
    return doubled ? cut.slice(0, -1) : cut;
  }
  return letters;
}

/** The words of a folded, lower-cased text, in order; apostrophes are dropped, numbers become "#". */
export function cutWords(lower: string): readonly Word[] {
  const words: Word[] = [];
  for (const match of lower.matchAll(WORD)) {
    const letters = match[0].replaceAll("'", "").slice(0, LONGEST);
    const stem = letters[0]! <= "9" ? "#" : stemWord(letters);
    words.push({ stem, letters, start: match.index, end: match.index + match[0].length });
  }
  return words;
}
