/**
 * Weighs the features and decides how surely each token belongs to an identifier, in whole numbers only
 * (see service/text/identifiers/tagger.py).
 */

import raw from "../../../service/text/data/ids-model.json";
import { claimFeature, EDGE, markFeatures, placeFeatures, sideFeatures, SIDES, wordFeatures } from "./features";
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
export const GROW_AT: number = raw.grow_at;
export const VERSION: string = raw.version;

const COUNT = LABELS.length;
const STAY: readonly number[] = raw.stay;
const ENTER: readonly number[] = raw.enter;
const LEAVE: readonly number[] = raw.leave;
const CROSS: readonly number[] = raw.cross;
const OUTSIDE: Guess = { label: 1, margin: -(1 << 19) };

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

const EDGE_VECTORS = vectorsOf(EDGE);
const MOST = 30_000;
const KEPT = new Map<string, Int32Array>();

/** The same, kept for words of the ordinary word list, which say nothing of the text they stand in. */
function knownVectors(word: Word): Int32Array {
  if (word.open) return vectorsOf(word);
  const key = `${word.lower} ${word.shape}`;
  const found = KEPT.get(key) ?? vectorsOf(word);
  if (KEPT.size < MOST) KEPT.set(key, found);
  return found;
}

function scoresOf(scene: Scene): Int32Array {
  const { places, vocabulary } = scene;
  const vectors = vocabulary.map(knownVectors);
  const scores = new Int32Array(places.length * COUNT);
  places.forEach((place, i) => {
    const at = i * COUNT;
    addColumn(scores, at, vectors[place]!, 0);
    SIDES.forEach((side, column) => {
      const other = places[i - side];
      addColumn(scores, at, other === undefined ? EDGE_VECTORS : vectors[other]!, column + 1);
    });
    add(scores, at, markFeatures(scene.opens[i]!, scene.seen[i]!));
    if (scene.claims[i]) add(scores, at, [claimFeature(scene.claims[i]!)]);
    if (vocabulary[place]!.open) add(scores, at, placeFeatures(scene, i));
  });
  return scores;
}

function addColumn(scores: Int32Array, at: number, vector: Int32Array, column: number): void {
  for (let label = 0; label < COUNT; label++) scores[at + label]! += vector[column * COUNT + label]!;
}

/** By how much the best label, as if within it, beats outside at a token. */
function liftOf(scores: Int32Array, t: number): number {
  const at = t * COUNT;
  let best = scores[at + 1]! + STAY[1]!;
  for (let x = 2; x < COUNT; x++) best = Math.max(best, scores[at + x]! + STAY[x]!);
  return best - STAY[0]! - scores[at]!;
}

/** The best label and its margin for every token. */
export function guess(scene: Scene): Guess[] {
  const scores = scoresOf(scene);
  const count = scene.places.length;
  const found: Guess[] = new Array<Guess>(count).fill(OUTSIDE);
  let begun = 0;
  let gain = 0;
  for (let t = 0; t <= count; t++) {
    const lift = t < count ? liftOf(scores, t) : -raw.beam - 1;
    if (lift >= -raw.beam) {
      gain += Math.max(lift, 0);
      continue;
    }
    if (gain >= raw.worth && t > begun) solve(scores, begun, t, count).forEach((g, i) => (found[begun + i] = g));
    begun = t + 1;
    gain = 0;
  }
  return found;
}

/** Best paths through a stretch between tokens that are outside, or the ends of the text. */
function solve(scores: Int32Array, start: number, end: number, count: number): Guess[] {
  const forward: number[][] = [];
  let before: readonly number[] = start > 0 ? ENTER : ENTER.map(() => 0);
  for (let t = start; t < end; t++) {
    const row = before.map((score, y) => score + scores[t * COUNT + y]!);
    forward.push(row);
    const best = mostOf(row, ENTER, false);
    before = row.map((mine, y) =>
      y === 0
        ? Math.max(row[0]! + STAY[0]!, mostOf(row, LEAVE, true))
        : Math.max(row[0]! + ENTER[y]!, mine + STAY[y]!, best + CROSS[y]!),
    );
  }
  let after: readonly number[] = end < count ? LEAVE : LEAVE.map(() => 0);
  const found: Guess[] = [];
  for (let t = end - 1; t >= start; t--) {
    const whole = forward[t - start]!.map((score, x) => score + after[x]!);
    let label = 1;
    for (let x = 2; x < COUNT; x++) if (whole[x]! > whole[label]!) label = x;
    found.push({ label, margin: whole[label]! - whole[0]! });
    const row = after.map((score, x) => score + scores[t * COUNT + x]!);
    const best = mostOf(row, CROSS, true);
    after = row.map((mine, x) =>
      x === 0
        ? Math.max(row[0]! + STAY[0]!, mostOf(row, ENTER, true))
        : Math.max(row[0]! + LEAVE[x]!, mine + STAY[x]!, best),
    );
  }
  return found.reverse();
}

/** The most of the labels apart from outside, with or without a step added to each. */
function mostOf(row: readonly number[], steps: readonly number[], stepped: boolean): number {
  let best = -Infinity;
  for (let x = 1; x < COUNT; x++) best = Math.max(best, row[x]! + (stepped ? steps[x]! : 0));
  return best;
}
