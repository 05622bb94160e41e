/**
 * Folds a text to plain ASCII and cuts it into tokens, the same in Python and in the browser
 * (see service/text/tokens.py for what the folding promises). All offsets handed out by `source` are code points.
 * Never lower-cases with the language's own tables: they differ between languages and versions.
 */

import table from "../../../service/text/data/fold.json";

const IGNORED = "\x02";
const SYMBOL = "\x01";

/** A folded text. `plain` and `lower` are ASCII of one length; `where` is empty when nothing vanished. */
export interface Folded {
  readonly points: readonly string[];
  readonly plain: string;
  readonly lower: string;
  readonly where: readonly number[];
}

/** Tokens as columns; kinds: w word, n holds a digit, p punctuation, s a possessive; gaps: 0 none, 1 space, 2 line. */
export interface Tokens {
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  readonly kinds: string;
  readonly lower: readonly string[];
  readonly gaps: readonly number[];
}

const known = new Map<number, string>();
for (const [start, chars] of table.runs as [number, string][]) {
  for (let i = 0; i < chars.length; i++) known.set(start + i, chars[i]!);
}
for (let point = 0x20; point < 0x7f; point++) known.set(point, String.fromCharCode(point));

function plainOf(point: number): string {
  const found = known.get(point);
  if (found !== undefined) return found;
  for (const [low, high, char] of table.ranges as [number, number, string][]) {
    if (low <= point && point <= high) return char;
  }
  return SYMBOL;
}

/** Fold a text to plain ASCII. Accepts any string, lone surrogates included. */
export function foldText(text: string): Folded {
  const points = Array.from(text);
  const kept: string[] = [];
  const where: number[] = [];
  for (let i = 0; i < points.length; i++) {
    const plain = plainOf(points[i]!.codePointAt(0)!);
    if (plain === IGNORED) continue;
    kept.push(plain);
    where.push(i);
  }
  const plain = kept.join("");
  if (plain.length === points.length) where.length = 0;
  else where.push(points.length);
  return { points, plain, lower: plain.toLowerCase(), where };
}

/** The code points of the original that a stretch of folded text came from, marks that follow included. */
export function source(folded: Folded, start: number, end: number): [number, number] {
  if (folded.where.length === 0) return [start, end];
  return [folded.where[start]!, end > start ? folded.where[end]! : folded.where[start]!];
}

/** The original text between two code points. */
export function slicePoints(folded: Folded, start: number, end: number): string {
  return folded.points.slice(start, end).join("");
}

const TOKEN =
  /([A-Za-z_]{0,40}[0-9][A-Za-z0-9_]{0,40})|([A-Za-z_]+(?:'(?![sS](?![A-Za-z0-9_]))[A-Za-z_]+)*)|('[sS](?![A-Za-z0-9_]))|[^ \n]/g;

/** Cut a folded text into tokens, in order, white space left out. */
export function cutTokens(folded: Folded): Tokens {
  const starts: number[] = [];
  const ends: number[] = [];
  const kinds: string[] = [];
  const lower: string[] = [];
  const gaps: number[] = [];
  let last = 0;
  for (const match of folded.plain.matchAll(TOKEN)) {
    const start = match.index;
    const end = start + match[0].length;
    gaps.push(start === last ? 0 : folded.plain.slice(last, start).includes("\n") ? 2 : 1);
    starts.push(start);
    ends.push(end);
    kinds.push(match[1] !== undefined ? "n" : match[2] !== undefined ? "w" : match[3] !== undefined ? "s" : "p");
    lower.push(folded.lower.slice(start, end));
    last = end;
  }
  return { starts, ends, kinds: kinds.join(""), lower, gaps };
}
