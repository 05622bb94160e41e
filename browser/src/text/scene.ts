/** Shapes, kinds and the evidence of the whole text (see set_scene in service/text/identifiers/features.py). */

import { wordClass } from "./lexicon";
import type { Hit } from "./rules";
import type { Folded, Tokens } from "./tokens";

/** A token as the model sees it: lower case, shape, and what it was found to be. */
export interface Word {
  readonly lower: string;
  readonly shape: string;
  readonly kind: string;
}

/** A text ready for the model: its words, and for each the evidence that lies outside its neighbours. */
export interface Scene {
  readonly words: readonly Word[];
  readonly outside: readonly (readonly string[])[];
}

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
  const words = wordsOf(folded, tokens, style);
  const claims = claimsOf(tokens, hits);
  const opens = opensOf(tokens);
  const seen = seenOf(tokens, words, opens);
  const heads = headsOf(tokens, words, style);
  return { words, outside: words.map((_, i) => [claims[i]!, opens[i]!, seen[i]!, heads[i]![0], heads[i]![1]]) };
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

function wordsOf(folded: Folded, tokens: Tokens, style: string): Word[] {
  const known = new Map<string, Word>();
  return tokens.lower.map((lower, i) => {
    const written = folded.plain.slice(tokens.starts[i]!, tokens.ends[i]!);
    const found = known.get(written);
    if (found) return found;
    const word = wordOf(written, tokens.kinds[i]!, lower, style);
    known.set(written, word);
    return word;
  });
}

function wordOf(written: string, kind: string, lower: string, style: string): Word {
  if (kind === "w") {
    return { lower, shape: shapeOf(written, lower, style), kind: String(wordClass(lower.replaceAll("'", ""))) };
  }
  if (kind === "n") return { lower: digitsOf(lower), shape: style + outlineOf(written), kind: sizeOf(lower) };
  return { lower, shape: ".", kind: "." };
}

function shapeOf(written: string, lower: string, style: string): string {
  if (written.includes("_")) return `_${style}`;
  if (written === lower) return `x${style}`;
  if (written.slice(1) === lower.slice(1)) return (written.length > 1 ? "X" : "I") + style;
  return (written === written.toUpperCase() ? "U" : "M") + style;
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

function seenOf(tokens: Tokens, words: readonly Word[], opens: readonly string[]): string[] {
  const small = new Set<string>();
  const large = new Set<string>();
  words.forEach((word, i) => {
    if (tokens.kinds[i] !== "w" || word.lower.length < 2) return;
    if (word.shape[0] === "x") small.add(word.lower);
    else if (!opens[i]) large.add(word.lower);
  });
  return words.map((word, i) => {
    if (tokens.kinds[i] !== "w") return "";
    return (small.has(word.lower) ? "s" : "-") + (large.has(word.lower) ? "l" : "-");
  });
}

function headsOf(tokens: Tokens, words: readonly Word[], style: string): [string, string][] {
  const found = words.map((): [string, string] => ["", ""]);
  if (style === "A") return found;
  let at = 0;
  while (at < words.length) {
    if (!capital(words[at])) {
      at++;
      continue;
    }
    const end = runEnd(tokens, words, at);
    if (end - at > 1) {
      for (let i = at; i < end; i++) {
        found[i] = [i < end - 1 ? words[end - 1]!.lower : "$", i > at ? words[at]!.lower : "$"];
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
