/**
 * Suggests contributory factors for a report: at most three, or none when unsure, each with the words that spoke.
 * Mirrors service/text/factors.py: integers only, one square root and one division, so the same bits.
 */

import file from "../../../service/text/data/factors.json";
import type { FactorSuggestion } from "./analysis";
import { cutWords, type Word } from "./stems";
import { foldText, slicePoints, source, type Folded } from "./tokens";

interface Hit {
  readonly row: number;
  count: number;
  readonly first: number;
  readonly until: number;
}

const EVIDENCE = 3;
const PHRASE = 4;
const GROUP = 4;
const WIDTH = file.codes.length;

const names = Object.keys(file.concepts);
const CONCEPTS = names.length;
const terms = [...names.map((name) => "=" + name), ...file.terms.split("\n")];
const rows = new Map(terms.map((term, row) => [term, row] as const).slice(CONCEPTS));
const phrases = new Map<string, number[]>();
Object.values<string>(file.concepts).forEach((listed, row) => {
  for (const phrase of listed.split("\n")) phrases.set(phrase, [...(phrases.get(phrase) ?? []), row]);
});

const digits = Array.from({ length: 92 }, (_, i) => String.fromCharCode(35 + i)).filter((c) => c !== "\\");
const ZERO = Math.floor(digits.length / 2);
const value = new Map(digits.map((char, i) => [char, i - ZERO] as const));
const weights = Int8Array.from(file.weights, (char) => value.get(char)!);

/** The version of the model that suggests here. */
export const FACTORS_VERSION: string = file.version;

function findHits(words: readonly Word[]): Hit[] {
  const found = new Map<number, Hit>();
  const note = (row: number | undefined, first: number, until: number): void => {
    if (row === undefined) return;
    const hit = found.get(row);
    if (hit) hit.count++;
    else found.set(row, { row, count: 1, first, until });
  };
  words.forEach((word, at) => {
    let phrase = "";
    for (let size = 1; size <= PHRASE && at + size <= words.length; size++) {
      phrase = size === 1 ? word.stem : `${phrase} ${words[at + size - 1]!.stem}`;
      if (size <= 2) note(rows.get(phrase), at, at + size);
      for (const concept of phrases.get(phrase) ?? []) note(concept, at, at + size);
    }
    if (word.letters.length <= GROUP) return;
    const ended = word.letters + "_";
    for (let i = 0; i + GROUP <= ended.length; i++) note(rows.get("~" + ended.slice(i, i + GROUP)), at, at + 1);
  });
  return [...found.values()];
}

function scoreHits(hits: readonly Hit[]): number[] {
  const sums = new Array<number>(WIDTH).fill(0);
  let squares = 0;
  for (const hit of hits) {
    const tf = file.tf[Math.min(hit.count, file.tf.length - 1)]!;
    squares += tf * tf;
    for (let code = 0; code < WIDTH; code++) sums[code]! += tf * weights[hit.row * WIDTH + code]!;
  }
  const length = Math.max(1, Math.floor(Math.sqrt(squares * 256)));
  return sums.map((total, code) => file.bias[code]! + Math.floor((total * file.gain) / length));
}

function chosen(scores: readonly number[]): number[] {
  const order = scores.map((_, code) => code).sort((a, b) => scores[b]! - scores[a]! || a - b);
  const best = scores[order[0]!]!;
  if (best < file.floor) return [];
  const picked = order.slice(0, 1);
  for (let place = 0; place < 2; place++) {
    const score = scores[order[place + 1]!]!;
    if (best - score > file.gaps[place]! || score < file.floors[place]!) break;
    picked.push(order[place + 1]!);
  }
  return picked;
}

function evidence(code: number, hits: readonly Hit[]): [number, number][] {
  const weight = (hit: Hit): number => weights[hit.row * WIDTH + code]!;
  const spoke = hits.filter((hit) => weight(hit) > 0 && !terms[hit.row]!.startsWith("~"));
  const late = (hit: Hit): number => (hit.row >= CONCEPTS ? 1 : 0);
  spoke.sort((a, b) => late(a) - late(b) || weight(b) - weight(a) || a.first - b.first);
  const taken: [number, number][] = [];
  for (const hit of spoke) {
    if (taken.length === EVIDENCE) break;
    if (taken.every(([first, until]) => hit.until <= first || until <= hit.first)) taken.push([hit.first, hit.until]);
  }
  return taken;
}

/** Suggest factors for a folded text, best first. */
export function factorsOf(folded: Folded): readonly FactorSuggestion[] {
  const words = cutWords(folded.lower);
  const hits = findHits(words);
  if (hits.length === 0) return [];
  const scores = scoreHits(hits);
  return chosen(scores).map((code) => {
    const shown = evidence(code, hits).map(([first, until]) =>
      slicePoints(folded, ...source(folded, words[first]!.start, words[until - 1]!.end)),
    );
    return { code: file.codes[code]!, score: scores[code]!, evidence: shown };
  });
}

/** Suggest factors for a text: at most three, best first, or none when unsure (`not-yet-clear`). */
export function suggestFactors(text: string): readonly FactorSuggestion[] {
  return factorsOf(foldText(text));
}
