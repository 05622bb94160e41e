/**
 * Spreads what is masked: to the same name elsewhere, to half-believed neighbours, to the rest of a place's name
 * (see service/text/identifiers/spread.py). Works on labels by token, in place. Only ever masks more.
 */

import { STREET, TIES } from "./rules";
import type { Scene, Word } from "./scene";
import { GROW_AT, type Guess, LABELS } from "./tagger";
import type { Tokens } from "./tokens";

const PERSON = LABELS.indexOf("person");
const PLACES: readonly number[] = [LABELS.indexOf("location"), LABELS.indexOf("organisation")];
const NAMES: readonly number[] = [PERSON, ...PLACES];
const INNER = [["&"], ["of"], ["of", "the"], ["in", "the"], ["on", "the"], ["at", "the"]];
const TIE = 2;
const FAR = 3;
const ORDINARY = 3;
const TERM = 32;

/** Spread every kind of mask, the surest way first. Linear. */
export function spread(tokens: Tokens, scene: Scene, guesses: readonly Guess[], masked: number[]): void {
  repeat(scene, guesses, masked);
  grow(tokens, guesses, masked);
  hyphen(tokens, masked);
  complete(tokens, scene, masked);
  bridge(tokens, masked);
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

function grow(tokens: Tokens, guesses: readonly Guess[], masked: number[]): void {
  const take = (here: number, there: number): void => {
    const label = masked[there]!;
    if (masked[here] || !NAMES.includes(label) || tokens.gaps[Math.max(here, there)]! > 1) return;
    if (guesses[here]!.label === label && guesses[here]!.margin >= GROW_AT) masked[here] = label;
  };
  for (let i = 1; i < masked.length; i++) take(i, i - 1);
  for (let i = masked.length - 1; i >= 1; i--) take(i - 1, i);
}

function hyphen(tokens: Tokens, masked: number[]): void {
  for (let i = 1; i < masked.length - 1; i++) {
    if (tokens.lower[i] !== "-" || !NAMES.includes(masked[i - 1]!) || tokens.kinds[i - 1] !== "w") continue;
    const tight = tokens.gaps[i] === 0 && tokens.gaps[i + 1] === 0;
    if (tight && tokens.kinds[i + 1] === "w") masked[i] = masked[i + 1] = masked[i - 1]!;
  }
}

function complete(tokens: Tokens, scene: Scene, masked: number[]): void {
  const suits = scene.places.map((place, i) => fits(scene.vocabulary[place]!, scene.opens[i]!));
  const seeds = masked.flatMap((label, i) => (PLACES.includes(label) && tokens.kinds[i] === "w" ? [i] : []));
  for (const i of seeds) {
    for (const step of [-1, 1]) {
      for (let at = i + step; at >= 0 && at < masked.length && Math.abs(at - i) <= FAR && !masked[at]; at += step) {
        const near = tokens.gaps[Math.max(at, at - step)] === 1;
        if (!near || !(suits[at] || (step > 0 && STREET.has(tokens.lower[at]!)))) break;
        masked[at] = masked[i]!;
      }
    }
    reach(tokens, suits, masked, i);
  }
}

function same(words: readonly string[], from: number, inner: readonly string[]): boolean {
  return inner.every((word, i) => words[from + i] === word);
}

function onOneLine(tokens: Tokens, from: number, to: number): boolean {
  for (let i = from; i < to; i++) if (tokens.gaps[i]! > 1) return false;
  return true;
}

function reach(tokens: Tokens, suits: readonly boolean[], masked: number[], at: number): void {
  for (const inner of INNER) {
    const first = at - inner.length;
    const last = at + inner.length;
    if (first > 0 && suits[first - 1] && same(tokens.lower, first, inner) && onOneLine(tokens, first, at + 1)) {
      masked.fill(masked[at]!, first - 1, at);
    }
    if (last + 1 < masked.length && suits[last + 1] && same(tokens.lower, at + 1, inner)) {
      if (onOneLine(tokens, at + 1, last + 2)) masked.fill(masked[at]!, at + 1, last + 2);
    }
  }
}

function fits(word: Word, mark: string): boolean {
  if (word.shape !== "XN" && word.shape !== "MN") return false;
  const found = Number(word.kind);
  return (found & TERM) === 0 && !(mark && found & ORDINARY);
}

function bridge(tokens: Tokens, masked: number[]): void {
  let last = -1;
  for (let i = 0; i < masked.length; i++) {
    if (!masked[i]) continue;
    const count = i - last - 1;
    if (last >= 0 && count > 0 && count <= TIE && PLACES.includes(masked[last]!) && PLACES.includes(masked[i]!)) {
      const ties = tokens.lower.slice(last + 1, i).every((word) => TIES.has(word));
      if (ties && onOneLine(tokens, last + 1, i + 1)) masked.fill(masked[i]!, last + 1, i);
    }
    last = i;
  }
}
