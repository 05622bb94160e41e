/** Finds the identifiers of a text: what to mask, and what to show (see service/text/identifiers/find.py). */

import type { MaybeSpan, Span } from "./analysis";
import { findHits, type Hit } from "./rules";
import { setScene } from "./scene";
import { spread } from "./spread";
import { guess, LABELS, MASK_AT, MAYBE_AT } from "./tagger";
import { cutTokens, type Folded, source, type Tokens } from "./tokens";

export const REPLACEMENTS: Readonly<Record<string, string>> = {
  person: "[a person]",
  location: "[a place]",
  organisation: "[an organisation]",
  date: "[a date]",
  contact: "[a contact]",
  "id-number": "[a number]",
  age: "[an age]",
};

/** Identifiers in order of place: masked ones, and those that are only shown. */
export interface Found {
  readonly masked: readonly Span[];
  readonly maybe: readonly MaybeSpan[];
}

/** Find what could point at a person. Linear in the length of the text. */
export function findIdentifiers(folded: Folded): Found {
  const tokens = cutTokens(folded);
  const hits = findHits(folded);
  const scene = setScene(folded, tokens, hits);
  const guesses = guess(scene);
  const masked = guesses.map((g) => (g.margin >= MASK_AT[g.label]! ? g.label : 0));
  const maybe = guesses.map((g) => (g.margin >= MAYBE_AT[g.label]! ? g.label : 0));
  const fixed = force(tokens, hits, masked);
  spread(tokens, scene, guesses, masked);
  return { masked: spansOf(folded, tokens, masked, fixed), maybe: maybesOf(folded, tokens, masked, maybe) };
}

function force(tokens: Tokens, hits: readonly Hit[], masked: number[]): boolean[] {
  const fixed = masked.map(() => false);
  let at = 0;
  for (const hit of hits) {
    if (!hit.rule.force) continue;
    while (at < masked.length && tokens.ends[at]! <= hit.start) at++;
    for (let place = at; place < masked.length && tokens.starts[place]! < hit.end; place++) {
      masked[place] = LABELS.indexOf(hit.rule.type);
      fixed[place] = hit.rule.fixed;
    }
  }
  return fixed;
}

function runsOf(tokens: Tokens, labels: readonly number[], fixed: readonly boolean[]): [number, number][] {
  const found: [number, number][] = [];
  labels.forEach((label, i) => {
    if (!label) return;
    const joins = i > 0 && labels[i - 1] === label && fixed[i - 1] === fixed[i] && tokens.gaps[i]! < 2;
    if (joins) found[found.length - 1]![1] = i;
    else found.push([i, i]);
  });
  return found;
}

function spansOf(folded: Folded, tokens: Tokens, labels: readonly number[], fixed: readonly boolean[]): Span[] {
  return runsOf(tokens, labels, fixed).map(([first, last]) => {
    const [start, end] = source(folded, tokens.starts[first]!, tokens.ends[last]!);
    const type = LABELS[labels[first]!]!;
    return { start, end, type, replacement: REPLACEMENTS[type]!, fixed: fixed[first]! };
  });
}

function maybesOf(
  folded: Folded,
  tokens: Tokens,
  masked: readonly number[],
  maybe: readonly number[],
): MaybeSpan[] {
  const shown = maybe.map((label, i) => (masked[i] ? 0 : label));
  return runsOf(
    tokens,
    shown,
    shown.map(() => false),
  ).map(([first, last]) => {
    const [start, end] = source(folded, tokens.starts[first]!, tokens.ends[last]!);
    return { start, end, type: LABELS[shown[first]!]! };
  });
}
