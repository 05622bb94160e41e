/**
 * Turns tokens into the hashed features that the model weighs: the same numbers as
 * service/text/identifiers/features.py. Sees folded text only.
 */

import { crc32 } from "./hash";
import type { Scene, Word } from "./scene";

export const SIDES = [-2, -1, 1, 2] as const;
/** What stands before the first and after the last token. */
export const EDGE: Word = { lower: "", shape: "$", kind: "$" };

const SHIFT = 12;
const SEED: number[] = [];
for (let template = 0; template < 96; template++) SEED.push(crc32(`${template}:`));

function feature(template: number, ...parts: string[]): number {
  let value = SEED[template]!;
  for (const part of parts) value = crc32(part, crc32("|", value));
  return value >>> SHIFT;
}

function isLetter(char: string): boolean {
  return (char >= "a" && char <= "z") || (char >= "A" && char <= "Z");
}

/** What a word says about itself. */
export function wordFeatures(word: Word): number[] {
  const { lower, shape, kind } = word;
  const found = [
    feature(0, lower),
    feature(1, shape),
    feature(2, kind),
    feature(3, kind, shape),
    feature(4, lower, shape),
    feature(5, shape, String(Math.min(lower.length, 9))),
  ];
  if (lower.length > 2 && isLetter(lower[0]!)) {
    for (let size = 1; size <= 4 && size < lower.length; size++) {
      found.push(feature(5 + size, lower.slice(0, size), kind.slice(0, 1)));
      found.push(feature(9 + size, lower.slice(-size), kind.slice(0, 1)));
    }
    for (let i = 0; i < lower.length - 2; i++) found.push(feature(14, lower.slice(i, i + 3)));
  }
  return found;
}

/** What a word says about the token that stands `side` places before (-) or after (+) it. */
export function sideFeatures(word: Word, side: number): number[] {
  const base = 20 + 4 * (side + 2);
  const found = [feature(base, word.lower), feature(base + 1, word.kind, word.shape)];
  if (side === -1 || side === 1) {
    found.push(feature(base + 2, word.kind));
    found.push(feature(base + 3, word.lower.slice(-3), word.shape));
  }
  return found;
}

/** What neighbours together, and the whole text, say about the token at a place. */
export function placeFeatures(scene: Scene, at: number): number[] {
  const words = scene.words;
  const here = words[at]!;
  const before = words[at - 1] ?? EDGE;
  const after = words[at + 1] ?? EDGE;
  const before2 = words[at - 2] ?? EDGE;
  const after2 = words[at + 2] ?? EDGE;
  const look = here.kind + here.shape;
  const found = [
    feature(50, before.lower, look),
    feature(51, look, after.lower),
    feature(52, before.kind, before.shape, look),
    feature(53, look, after.kind, after.shape),
    feature(54, before.lower, here.shape, after.lower),
    feature(55, before2.lower, before.lower, here.shape),
    feature(56, here.shape, after.lower, after2.lower),
    feature(57, before.kind, look, after.kind),
    feature(58, before.lower, here.lower),
    feature(59, here.lower, after.lower),
    feature(60, before2.lower, before.shape, look),
    feature(61, look, after.shape, after2.lower),
  ];
  scene.outside[at]!.forEach((clue, i) => {
    if (clue) found.push(feature(70 + i, clue), feature(80 + i, clue, look));
  });
  return found;
}
