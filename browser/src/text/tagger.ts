/**
 * Weighs the features and decides how surely each token belongs to an identifier, in whole numbers only
 * (see service/text/identifiers/tagger.py).
 */

import raw from "../../../service/text/data/ids-model.json";
import { EDGE, placeFeatures, sideFeatures, SIDES, wordFeatures } from "./features";
import { BitReader } from "./packed";
import type { Scene, Word } from "./scene";

/** The best label of a token apart from outside, and by how much it beats outside (may be negative). */
export interface Guess {
  readonly label: number;
  readonly margin: number;
}

export const LABELS: readonly string[] = raw.labels;
export const MASK_AT: readonly number[] = raw.mask_at;
export const MAYBE_AT: readonly number[] = raw.maybe_at;
export const VERSION: string = raw.version;

const COUNT = LABELS.length;
const STEPS: readonly (readonly number[])[] = raw.steps;
const LEAST = -(1 << 19);

/** Where each feature's weights begin in `WEIGHTS`; a table of all keys, 0 for none. */
const PLACE = new Uint16Array(1 << 20);
const WEIGHTS = new Int16Array((raw.count + 1) * COUNT);
load();

function load(): void {
  const values = new BitReader(raw.values);
  new BitReader(raw.keys).keys(raw.count, raw.key_k).forEach((key, i) => {
    PLACE[key] = i + 1;
    const mask = values.plain(COUNT);
    for (let label = 0; label < COUNT; label++) {
      if (!((mask >> label) & 1)) continue;
      const code = values.rice(raw.value_k);
      WEIGHTS[(i + 1) * COUNT + label] = code & 1 ? (code + 2) >> 1 : -((code + 2) >> 1);
    }
  });
}

/** For each label, the most that transitions can add to it over outside. */
const GAINS: readonly number[] = STEPS.map((_, x) => {
  const into = STEPS.map((row) => row[x]! - row[0]!);
  const onward = STEPS.map((_row, b) => STEPS[x]![b]! - STEPS[0]![b]!);
  return Math.max(0, ...into) + Math.max(0, ...onward);
});

function add(scores: Int32Array, at: number, features: Iterable<number>): void {
  for (const feature of features) {
    const place = PLACE[feature]! * COUNT;
    if (place) for (let label = 0; label < COUNT; label++) scores[at + label]! += WEIGHTS[place + label]!;
  }
}

function vectorsOf(word: Word): Int32Array {
  const found = new Int32Array(COUNT * 5);
  add(found, 0, new Set(wordFeatures(word)));
  SIDES.forEach((side, i) => add(found, COUNT * (i + 1), sideFeatures(word, side)));
  return found;
}

function scoresOf(scene: Scene): Int32Array {
  const vectors = new Map<Word, Int32Array>();
  for (const word of [...scene.words, EDGE]) if (!vectors.has(word)) vectors.set(word, vectorsOf(word));
  const scores = new Int32Array(scene.words.length * COUNT);
  scene.words.forEach((word, i) => {
    const at = i * COUNT;
    [0, ...SIDES].forEach((side, column) => {
      const vector = vectors.get(column === 0 ? word : (scene.words[i + side] ?? EDGE))!;
      for (let label = 0; label < COUNT; label++) scores[at + label]! += vector[column * COUNT + label]!;
    });
    add(scores, at, placeFeatures(scene, i));
  });
  return scores;
}

/** Whether any label could still reach the lower threshold here, whatever stands around it. */
function open(scores: Int32Array, t: number): boolean {
  const at = t * COUNT;
  for (let x = 1; x < COUNT; x++) {
    if (scores[at + x]! - scores[at]! + GAINS[x]! >= MAYBE_AT[x]!) return true;
  }
  return false;
}

/** The best label and its margin for every token. */
export function guess(scene: Scene): Guess[] {
  const scores = scoresOf(scene);
  const count = scene.words.length;
  const found: Guess[] = new Array<Guess>(count).fill({ label: 1, margin: LEAST });
  let at = 0;
  while (at < count) {
    let end = at;
    while (end < count && open(scores, end)) end++;
    if (end > at) solve(scores, at, end, count).forEach((g, i) => (found[at + i] = g));
    at = end + 1;
  }
  return found;
}

/** Best paths through a stretch between tokens that are surely outside. */
function solve(scores: Int32Array, start: number, end: number, count: number): Guess[] {
  const forward: number[][] = [];
  let before: number[] = STEPS[0]!.map((step) => (start > 0 ? step : 0));
  for (let t = start; t < end; t++) {
    const row = before.map((score, y) => score + scores[t * COUNT + y]!);
    forward.push(row);
    before = row.map((_, y) => most((x) => row[x]! + STEPS[x]![y]!));
  }
  let after: number[] = STEPS.map((row) => (end < count ? row[0]! : 0));
  const found: Guess[] = [];
  for (let t = end - 1; t >= start; t--) {
    const whole = forward[t - start]!.map((score, x) => score + after[x]!);
    let best = 1;
    for (let x = 2; x < COUNT; x++) if (whole[x]! > whole[best]!) best = x;
    found.push({ label: best, margin: whole[best]! - whole[0]! });
    const onward = after;
    after = STEPS.map((row) => most((y) => row[y]! + scores[t * COUNT + y]! + onward[y]!));
  }
  return found.reverse();
}

function most(value: (label: number) => number): number {
  let best = value(0);
  for (let label = 1; label < COUNT; label++) best = Math.max(best, value(label));
  return best;
}
