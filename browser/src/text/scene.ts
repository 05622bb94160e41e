/** Shapes, kinds and the evidence of the whole text (see service/text/identifiers/scene.py). */

import { wordClass } from "./lexicon";
import type { Hit } from "./rules";
import type { Folded, Tokens } from "./tokens";

/**
 * A token as the model sees it: lower case, shape, what it was found to be, and the last two in one.
 * `open`: whether it could begin a name, so that its letters and its neighbours are looked at closely.
 */
export interface Word {
  readonly lower: string;
  readonly shape: string;
  readonly kind: string;
  readonly look: string;
  readonly open: boolean;
}

/** A text ready for the model: each distinct word once, and what is known of each token (see the Python twin). */
export interface Scene {
  readonly vocabulary: readonly Word[];
  readonly places: readonly number[];
  readonly claims: readonly string[];
  readonly opens: readonly string[];
  readonly seen: readonly string[];
  readonly heads: ReadonlyMap<number, readonly [string, string]>;
}

const ORDINARY = 3;
const NAMES = 4 | 8 | 16;
const SIZES: readonly [number, string][] = [
  [0, "0"],
  [12, "12"],
  [18, "18"],
  [31, "31"],
  [59, "59"],
  [109, "109"],
  [1899, "k"],
  [2099, "y"],
];
const JOINS = new Set(["of", "the", "and", "y", "on", "-", "'", "&", "'s", "le"]);
const RUN = 8;

/** Gather shapes, kinds and the evidence of the whole text. Linear. */
export function setScene(folded: Folded, tokens: Tokens, hits: readonly Hit[]): Scene {
  const style = styleOf(folded, tokens);
  const [vocabulary, places] = wordsOf(folded, tokens, style);
  const opens = opensOf(tokens);
  return {
    vocabulary,
    places,
    claims: claimsOf(tokens, hits),
    opens,
    seen: seenOf(tokens, vocabulary, places, opens),
    heads: style === "A" ? new Map() : headsOf(tokens, vocabulary, places),
  };
}

function styleOf(folded: Folded, tokens: Tokens): string {
  let capitals = 0;
  let count = 0;
  for (let i = 0; i < tokens.starts.length; i++) {
    if (tokens.kinds[i] !== "w") continue;
    count++;
    const start = tokens.starts[i]!;
    if (folded.plain[start] !== folded.lower[start]) capitals++;
  }
  if (capitals * 10 > count * 7) return "A";
  return capitals * 50 < count ? "L" : "N";
}

function wordsOf(folded: Folded, tokens: Tokens, style: string): [Word[], number[]] {
  const known = new Map<string, number>();
  const vocabulary: Word[] = [];
  const places = tokens.lower.map((lower, i) => {
    const written = folded.plain.slice(tokens.starts[i]!, tokens.ends[i]!);
    let place = known.get(written);
    if (place === undefined) {
      place = vocabulary.length;
      known.set(written, place);
      vocabulary.push(wordOf(written, tokens.kinds[i]!, lower, style));
    }
    return place;
  });
  return [vocabulary, places];
}

function wordOf(written: string, kind: string, lower: string, style: string): Word {
  if (kind === "w") {
    const found = wordClass(lower.replaceAll("'", ""));
    const shape = shapeOf(written, lower) + style;
    const unknown = (found & ORDINARY) === 0;
    const open = unknown || (style === "N" ? shape[0] !== "x" : (found & NAMES) !== 0);
    return { lower, shape, kind: String(found), look: String(found) + shape, open };
  }
  if (kind === "n") {
    const shape = style + outlineOf(written);
    const size = sizeOf(lower);
    return { lower: digitsOf(lower), shape, kind: size, look: size + shape, open: true };
  }
  return { lower, shape: ".", kind: ".", look: "..", open: false };
}

function shapeOf(written: string, lower: string): string {
  if (written.includes("_")) return "_";
  if (written === lower) return "x";
  if (written.slice(1) === lower.slice(1)) return written.length > 1 ? "X" : "I";
  return written === written.toUpperCase() ? "U" : "M";
}

function digitsOf(lower: string): string {
  return lower.length > 2 ? lower.replace(/[0-9]/g, "9") : lower;
}

function outlineOf(written: string): string {
  let marks = "";
  for (const char of written.slice(0, 8)) marks += char <= "9" ? "9" : char >= "a" ? "a" : "A";
  return marks;
}

function sizeOf(lower: string): string {
  if (!/^[0-9]+$/.test(lower)) return "mix";
  const value = Number(lower.slice(0, 9));
  for (const [limit, name] of SIZES) {
    if (value <= limit) return name + (lower[0] === "0" ? "z" : "");
  }
  return "big";
}

function claimsOf(tokens: Tokens, hits: readonly Hit[]): string[] {
  const found = new Array<string>(tokens.starts.length).fill("");
  let at = 0;
  for (const hit of hits) {
    while (at < found.length && tokens.ends[at]! <= hit.start) at++;
    const first = at;
    while (at < found.length && tokens.starts[at]! < hit.end) {
      found[at] = hit.rule.name + (at > first ? "+" : "");
      at++;
    }
  }
  return found;
}

function opensOf(tokens: Tokens): string[] {
  let before = ".";
  return tokens.lower.map((lower, i) => {
    let mark = "";
    if (i === 0 || tokens.gaps[i] === 2) mark = "l";
    else if (".!?".includes(before) && tokens.gaps[i]) mark = "s";
    else if ("\"'(:*-\x01".includes(before)) mark = `q${before}`;
    before = lower;
    return mark;
  });
}

function seenOf(
  tokens: Tokens,
  vocabulary: readonly Word[],
  places: readonly number[],
  opens: readonly string[],
): string[] {
  const small = new Set<string>();
  const large = new Set<string>();
  for (const word of vocabulary) if (word.shape[0] === "x" && word.lower.length > 1) small.add(word.lower);
  places.forEach((place, i) => {
    const word = vocabulary[place]!;
    if (!opens[i] && tokens.kinds[i] === "w" && capital(word)) large.add(word.lower);
  });
  const marks = vocabulary.map((w) => (small.has(w.lower) ? "s" : "-") + (large.has(w.lower) ? "l" : "-"));
  return places.map((place, i) => (tokens.kinds[i] === "w" ? marks[place]! : ""));
}

function headsOf(
  tokens: Tokens,
  vocabulary: readonly Word[],
  places: readonly number[],
): Map<number, readonly [string, string]> {
  const found = new Map<number, readonly [string, string]>();
  const words = places.map((place) => vocabulary[place]!);
  let at = 0;
  while (at < words.length) {
    const end = capital(words[at]) ? runEnd(tokens, words, at) : at + 1;
    if (end - at > 1) {
      for (let i = at; i < end; i++) {
        found.set(i, [i < end - 1 ? words[end - 1]!.lower : "$", i > at ? words[at]!.lower : "$"]);
      }
    }
    at = end;
  }
  return found;
}

function runEnd(tokens: Tokens, words: readonly Word[], at: number): number {
  let end = at + 1;
  while (end < words.length && end - at < RUN && tokens.gaps[end]! < 2) {
    if (capital(words[end])) end++;
    else if (JOINS.has(words[end]!.lower) && capital(words[end + 1]) && tokens.gaps[end + 1]! < 2) end += 2;
    else break;
  }
  return end;
}

function capital(word: Word | undefined): boolean {
  return word !== undefined && "XUMI".includes(word.shape[0]!);
}
