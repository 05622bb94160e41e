/**
 * Turns words into the hashed features that the model weighs: the same numbers as
 * service/text/identifiers/features.py. Sees folded text only.
 */

import { crc32 } from "./hash";
import type { Scene, Word } from "./scene";

export const SIDES = [-2, -1, 1, 2] as const;
/** What stands before the first and after the last token. */
export const EDGE: Word = { lower: "", shape: "$", kind: "$", look: "$$", open: false };

const SHIFT = 12;
const TEMPLATES = 96;
const LONGEST = 20;
const SEED = Array.from({ length: TEMPLATES }, (_, template) => crc32(`${template}:`));

function feature(template: number, words: string): number {
  return crc32(words, SEED[template]) >>> SHIFT;
}

/** What a word says about itself. */
export function wordFeatures(word: Word): number[] {
  const { lower, shape, kind, look } = word;
  const found = [
    feature(0, lower),
    feature(1, shape),
    feature(2, kind),
    feature(3, look),
    feature(4, lower + shape),
    feature(5, shape + String(Math.min(lower.length, 9))),
  ];
  if (word.open && lower.length > 2) {
    const group = kind[0]!;
    for (let size = 1; size <= 3; size++) {
      found.push(feature(5 + size, lower.slice(0, size) + group), feature(9 + size, lower.slice(-size) + group));
    }
    const last = Math.min(lower.length, LONGEST) - 2;
    for (let i = 0; i < last; i++) found.push(feature(14, lower.slice(i, i + 3)));
  }
  return found;
}

/** What a word says about the token that stands `side` places before (-) or after (+) it. */
export function sideFeatures(word: Word, side: number): number[] {
  const base = 20 + 4 * (side + 2);
  const found = [feature(base, word.lower), feature(base + 1, word.look)];
  if (side === -1 || side === 1) {
    found.push(feature(base + 2, word.kind), feature(base + 3, `${word.lower.slice(-3)}|${word.shape}`));
  }
  return found;
}

/** What neighbours together, and the whole text, say about an open word at a place. */
export function placeFeatures(scene: Scene, at: number): number[] {
  const word = (i: number): Word => {
    const place = scene.places[i];
    return place === undefined ? EDGE : scene.vocabulary[place]!;
  };
  const here = word(at);
  const [before2, before, after, after2] = [word(at - 2), word(at - 1), word(at + 1), word(at + 2)];
  const look = `${here.look}|`;
  const shape = `${here.shape}|`;
  const found = [
    feature(50, look + before.lower),
    feature(51, look + after.lower),
    feature(52, look + before.look),
    feature(53, look + after.look),
    feature(54, `${shape}${before.lower}|${after.lower}`),
    feature(55, `${shape}${before2.lower}|${before.lower}`),
    feature(56, `${shape}${after.lower}|${after2.lower}`),
    feature(57, `${look}${before.kind}|${after.kind}`),
    feature(58, `${here.lower}|${before.lower}`),
    feature(59, `${here.lower}|${after.lower}`),
    feature(60, `${look}${before2.lower}|${before.shape}`),
    feature(61, `${look}${after2.lower}|${after.shape}`),
    feature(71, look + scene.opens[at]!),
    feature(72, look + scene.seen[at]!),
  ];
  const head = scene.heads.get(at);
  if (head) found.push(feature(73, shape + head[0]), feature(74, shape + head[1]));
  return found;
}

/** What a rule's claim says about a token. */
export function claimFeature(claim: string): number {
  return feature(70, claim);
}

/** What standing at an opening, and standing elsewhere in the text, say about any token. */
export function markFeatures(opens: string, seen: string): [number, number] {
  return [feature(75, opens), feature(76, seen)];
}
