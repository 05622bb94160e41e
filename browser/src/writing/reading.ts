/** What the engine makes of a text, cut into pieces for the page: hidden, to decide, kept, plain.
 *
 * Pure. The pieces' words joined are the text; the narrative is what will be sealed.
 */
import type { Analysis, BlameSpan, Decisions, FactorSuggestion, Scrubbed } from "../text/analysis";
import { decisionsFor, type Choices } from "./choices";

export interface Engine {
  analyse(text: string): Analysis;
  scrub(text: string, decisions: Decisions): Scrubbed;
}

export interface Piece {
  /** `asked`: the engine is not sure, and the writer has not decided. */
  readonly state: "plain" | "hidden" | "kept" | "asked";
  readonly words: string;
  /** person, location, organisation, date, contact, id-number, age; "" if only the writer found it. */
  readonly type: string;
  /** What stands in its place when hidden. */
  readonly replacement: string;
  /** Contacts, numbers and postcodes: hidden whatever the writer thinks. */
  readonly fixed: boolean;
}

/** Words that blame, with a question that looks elsewhere. */
export interface Blame {
  readonly words: string;
  readonly target: BlameSpan["target"];
  readonly question: string;
}

export interface Reading {
  readonly pieces: readonly Piece[];
  readonly narrative: string;
  readonly factors: readonly FactorSuggestion[];
  readonly blame: readonly Blame[];
  readonly versions: readonly string[];
}

interface Mark extends Omit<Piece, "words"> {
  readonly start: number;
  readonly end: number;
}

const plain = (words: string): Piece => ({ state: "plain", words, type: "", replacement: "", fixed: false });

function marksOf(points: readonly string[], analysis: Analysis, scrubbed: Scrubbed, kept: ReadonlySet<string>): Mark[] {
  const hidden = scrubbed.replaced.map((span): Mark => ({ ...span, state: "hidden" }));
  const taken = (start: number, end: number): boolean => hidden.some((mark) => mark.start < end && start < mark.end);
  const shown = [
    ...analysis.masked.map((span): Mark => ({ ...span, state: "kept" })),
    ...analysis.maybe.map((span): Mark => {
      const isKept = kept.has(points.slice(span.start, span.end).join(""));
      return { ...span, state: isKept ? "kept" : "asked", replacement: "", fixed: false };
    }),
  ].filter(({ start, end }) => !taken(start, end));
  return [...hidden, ...shown].sort((one, other) => one.start - other.start);
}

function cut(points: readonly string[], marks: readonly Mark[]): Piece[] {
  const pieces: Piece[] = [];
  let last = 0;
  for (const { start, end, ...mark } of marks) {
    if (start > last) pieces.push(plain(points.slice(last, start).join("")));
    pieces.push({ state: mark.state, type: mark.type, replacement: mark.replacement, fixed: mark.fixed, words: points.slice(start, end).join("") });
    last = end;
  }
  if (last < points.length) pieces.push(plain(points.slice(last).join("")));
  return pieces;
}

/** Read a text with the writer's choices applied. */
export function readText(engine: Engine, text: string, choices: Choices): Reading {
  const points = Array.from(text);
  const analysis = engine.analyse(text);
  const scrubbed = engine.scrub(text, decisionsFor(points, analysis, choices));
  return {
    pieces: cut(points, marksOf(points, analysis, scrubbed, new Set(choices.kept))),
    narrative: scrubbed.text,
    factors: analysis.factors,
    blame: analysis.blame.map(({ start, end, target, question }) => ({
      words: points.slice(start, end).join(""),
      target,
      question,
    })),
    versions: analysis.versions,
  };
}

/** How many characters two texts share at their beginning, and after that at their end. */
function shared(one: string, other: string): readonly [number, number] {
  const most = Math.min(one.length, other.length);
  let head = 0;
  while (head < most && one[head] === other[head]) head += 1;
  let tail = 0;
  while (tail < most - head && one[one.length - 1 - tail] === other[other.length - 1 - tail]) tail += 1;
  return [head, tail];
}

/** The pieces of an earlier text laid over the text as it is now: what the change touched is plain until read again. */
export function carryPieces(pieces: readonly Piece[], text: string): readonly Piece[] {
  const before = joined(pieces);
  if (before === text) return pieces;
  const [head, tail] = shared(before, text);
  let end = 0;
  const placed = pieces.map((piece) => ({ piece, start: end, end: (end += piece.words.length) }));
  const first = placed.filter((one) => one.end <= head);
  const rest = placed.filter((one) => one.end > head && one.start >= before.length - tail);
  const from = first.at(-1)?.end ?? 0;
  const until = text.length - (before.length - (rest[0]?.start ?? before.length));
  const middle = text.slice(from, until);
  return [...first.map(({ piece }) => piece), ...(middle === "" ? [] : [plain(middle)]), ...rest.map(({ piece }) => piece)];
}

/** The words of pieces, as they were written. */
export const joined = (pieces: readonly Piece[]): string => pieces.map(({ words }) => words).join("");
