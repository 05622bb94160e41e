/** Finds the identifiers of a text: what to mask, and what to show (see service/text/identifiers/find.py). */

import type { MaybeSpan, Span } from "./analysis";
import { findHits, type Hit } from "./rules";
import { setScene, type Scene } from "./scene";
import { GROW_AT, guess, type Guess, LABELS, MASK_AT, MAYBE_AT } from "./tagger";
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
const PERSON = LABELS.indexOf("person");
const PLACES: readonly number[] = [LABELS.indexOf("location"), LABELS.indexOf("organisation")];
const NAMES: readonly number[] = [PERSON, ...PLACES];
const TIES = new Set([",", "-", "&", "and", "the", "of", "on", "in", "at", "y", "by", "upon", "under", "'"]);
const TIE = 2;

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
  repeat(scene, guesses, masked);
  grow(tokens, guesses, masked);
  bridge(tokens, masked);
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

function repeat(scene: Scene, guesses: readonly Guess[], masked: number[]): void {
  const names = new Set<number>();
  scene.places.forEach((place, i) => {
    const sure = masked[i] === PERSON && guesses[i]!.margin >= 0;
    if (sure && scene.vocabulary[place]!.lower.length > 2) names.add(place);
  });
  scene.places.forEach((place, i) => {
    if (!masked[i] && names.has(place)) masked[i] = PERSON;
  });
}

/** Let a masked stretch take in neighbours that the model half believes, and what a hyphen ties to it. */
function grow(tokens: Tokens, guesses: readonly Guess[], masked: number[]): void {
  const take = (here: number, there: number): void => {
    const label = masked[there]!;
    if (masked[here] || !label || tokens.gaps[Math.max(here, there)]! > 1 || !NAMES.includes(label)) return;
    if (guesses[here]!.label === label && guesses[here]!.margin >= GROW_AT) masked[here] = label;
  };
  for (let i = 1; i < masked.length; i++) take(i, i - 1);
  for (let i = masked.length - 1; i >= 1; i--) take(i - 1, i);
  for (let i = 1; i < masked.length - 1; i++) {
    const tight = tokens.gaps[i] === 0 && tokens.gaps[i + 1] === 0;
    const tied = tokens.lower[i] === "-" && tight && tokens.kinds[i + 1] === "w";
    if (!tied || !NAMES.includes(masked[i - 1]!) || tokens.kinds[i - 1] !== "w") continue;
    masked[i] = masked[i + 1] = masked[i - 1]!;
  }
}

/** Mask the small words and the comma that tie two parts of one place or organisation. */
function bridge(tokens: Tokens, masked: number[]): void {
  let last = -1;
  for (let i = 0; i < masked.length; i++) {
    const label = masked[i]!;
    if (!label) continue;
    const count = i - last - 1;
    if (last >= 0 && count > 0 && count <= TIE && label === masked[last] && PLACES.includes(label)) {
      const ties = tokens.lower.slice(last + 1, i).every((word) => TIES.has(word));
      if (ties && tokens.gaps.slice(last + 1, i + 1).every((gap) => gap < 2)) masked.fill(label, last + 1, i);
    }
    last = i;
  }
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
