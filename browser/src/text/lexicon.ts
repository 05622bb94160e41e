/** What kind of word a word is: ordinary, first name, surname, place (see service/text/identifiers/lexicon.py). */

import raw from "../../../service/text/data/ids-lexicon.json";
import { crc32 } from "./hash";
import { BitReader } from "./packed";

const table = new Uint8Array(1 << raw.bits);
for (const [code, count, k, packed] of raw.groups as [number, number, number, string][]) {
  for (const key of new BitReader(packed).keys(count, k)) table[key] = code;
}

/** The class of a plain lower-case word; 0 when unknown. */
export function wordClass(word: string): number {
  return table[crc32(word) >>> (32 - raw.bits)]!;
}
