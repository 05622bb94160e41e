/**
 * Suggests contributory factors for a report: at most three, or none when unsure, each with the words that spoke.
 * Mirrors service/text/factors.py: integers only, one square root and one division, so the same bits.
 */

import file from "../../../service/text/data/factors.json";
import type { FactorSuggestion } from "./analysis";
import { readModel, type FactorModel } from "./factorsModel";
import { cutWords, type Word } from "./stems";
import { foldText, slicePoints, source, type Folded } from "./tokens";

interface Hit {
  readonly row: number;
  count: number;
  readonly first: number;
  readonly until: number;
}

const EVIDENCE = 3;
const SHORT = 3;
const FEWEST = 3;
const PAIR = 2;
const PHRASE = 4;
// The first words of a text count more: people say first what matters to them.
const FIRST = 10;
const EARLY = 35;
const THRICE = 3;
const TWICE = 2;
const SHIPPED = readModel(file);

/** The version of the model that suggests here. */
export const FACTORS_VERSION: string = file.version;

function findHits(words: readonly Word[], model: FactorModel): Hit[] {
  const found = new Map<number, Hit>();
  const note = (row: number | undefined, first: number, until: number): void => {
    if (row === undefined) return;
    const times = first < FIRST ? THRICE : first < EARLY ? TWICE : 1;
    const hit = found.get(row);
    if (hit) hit.count += times;
    else found.set(row, { row, count: times, first, until });
  };
  words.forEach((word, at) => {
    let phrase = "";
    for (let size = 1; size <= PHRASE && at + size <= words.length; size++) {
      phrase = size === 1 ? word.stem : `${phrase} ${words[at + size - 1]!.stem}`;
      if (size <= PAIR) note(model.rows.get(phrase), at, at + size);
      for (const concept of model.phrases.get(phrase) ?? []) note(concept, at, at + size);
    }
  });
  return [...found.values()];
}

function scoreHits(hits: readonly Hit[], model: FactorModel): number[] {
  const width = model.codes.length;
  const sums = new Array<number>(width).fill(0);
  let squares = 0;
  for (const hit of hits) {
    const tf = model.tf[Math.min(hit.count, model.tf.length - 1)]!;
    squares += tf * tf;
    for (let code = 0; code < width; code++) sums[code]! += tf * model.weights[hit.row * width + code]!;
  }
  const length = Math.max(1, Math.floor(Math.sqrt(squares * 256)));
  const scores = sums.map((total, code) => model.bias[code]! + Math.floor((total * model.gain) / length));
  const common = Math.floor(scores.reduce((total, score) => total + score, 0) / width) - model.mean;
  return scores.map((score) => score - common);
}

function chosen(scores: readonly number[], model: FactorModel): number[] {
  const order = scores.map((_, code) => code).sort((a, b) => scores[b]! - scores[a]! || a - b);
  const best = scores[order[0]!]!;
  if (best < model.floor) return [];
  const picked = order.slice(0, 1);
  for (let place = 0; place < 2; place++) {
    const score = scores[order[place + 1]!]!;
    if (best - score > model.gaps[place]! || score < model.floors[place]!) break;
    picked.push(order[place + 1]!);
  }
  return picked;
}

/** Whether words are worth showing: one of them is longer than three letters, and they stand side by side. */
function speaks(lower: string, words: readonly Word[]): boolean {
  const apart = words.some((word, at) => at > 0 && !/^[ -]*$/.test(lower.slice(words[at - 1]!.end, word.start)));
  return !apart && words.some((word) => word.letters.length > SHORT);
}

function evidence(code: number, hits: readonly Hit[], model: FactorModel): [number, number][] {
  const weight = (hit: Hit): number => model.weights[hit.row * model.codes.length + code]!;
  const spoke = hits.filter((hit) => weight(hit) > 0);
  const late = (hit: Hit): number => (hit.row >= model.concepts ? 1 : 0);
  spoke.sort((a, b) => late(a) - late(b) || weight(b) - weight(a) || a.first - b.first);
  const taken: [number, number][] = [];
  for (const hit of spoke) {
    if (taken.length === EVIDENCE) break;
    if (taken.every(([first, until]) => hit.until <= first || until <= hit.first)) taken.push([hit.first, hit.until]);
  }
  return taken;
}

/** Suggest factors for a folded text, best first. */
export function factorsOf(folded: Folded, model: FactorModel = SHIPPED): readonly FactorSuggestion[] {
  const words = cutWords(folded.lower);
  const hits = findHits(words, model);
  if (hits.length === 0 || words.length < FEWEST) return [];
  const scores = scoreHits(hits, model);
  const worth = hits.filter((hit) => speaks(folded.lower, words.slice(hit.first, hit.until)));
  return chosen(scores, model).map((code) => {
    const shown = evidence(code, worth, model).map(([first, until]) =>
      slicePoints(folded, ...source(folded, words[first]!.start, words[until - 1]!.end)),
    );
    return { code: model.codes[code]!, score: scores[code]!, evidence: shown };
  });
}

/** Suggest factors for a text: at most three, best first, or none when unsure (`not-yet-clear`). */
export function suggestFactors(text: string, model: FactorModel = SHIPPED): readonly FactorSuggestion[] {
  return factorsOf(foldText(text), model);
}

/** The model's own terms that stand in a folded text, each once: concepts by their name, "=" first. */
export function termsOf(folded: Folded, model: FactorModel = SHIPPED): readonly string[] {
  return findHits(cutWords(folded.lower), model).map(({ row }) => model.names[row]!);
}
