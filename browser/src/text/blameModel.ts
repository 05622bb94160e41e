/** The blame model, read once from its data file. Mirrors service/text/blame_model.py. */

import file from "../../../service/text/data/blame.json";
import { DIGITS, ZERO } from "./factorsModel";
import { crc32 } from "./hash";
import { BitReader, riceFor } from "./packed";

/** A question that looks away from the person, and the factors it looks towards. */
export interface Reframe {
  readonly question: string;
  readonly lookTowards: readonly string[];
}

/** A pattern, its term in the model, whether it is self-blame, and its question. */
export interface Rule {
  readonly term: number;
  readonly pattern: RegExp;
  readonly aboutSelf: boolean;
  readonly reframe: Reframe;
}

interface Topic {
  readonly stems: ReadonlySet<string>;
  readonly reframe: Reframe;
}

const reframe = (question: string, towards: string): Reframe => ({ question, lookTowards: towards.split(" ") });

const TERM_BITS = 22;
const IDIOM_BITS = 28;

/** The key of a term, of the CRC-32 of its words. */
export const termKey = (run: number): number => run >>> (32 - TERM_BITS);
/** The key of a turn of phrase, of the CRC-32 of its words. */
export const idiomKey = (run: number): number => run >>> (32 - IDIOM_BITS);
/** The term of every turn of phrase. */
export const IDIOM: number = termKey(crc32("=idiom"));

const keys = (packed: string, count: number, bits: number): number[] =>
  new BitReader(packed).keys(count, riceFor(2 ** bits, count));

/** What the data file is called; it names its contents. */
export const BLAME_VERSION: string = file.version;
export const bias: number = file.bias;
export const threshold: number = file.threshold;
export const terms: ReadonlyMap<number, number> = new Map(
  keys(file.terms, file.weights.length, TERM_BITS).map((key, i) => [key, DIGITS.indexOf(file.weights[i]!) - ZERO] as const),
);
export const kinds: ReadonlyMap<string, string> = new Map(
  Object.entries<string>(file.kinds).flatMap(([kind, listed]) =>
    listed.split(" ").map((word) => [word, "@" + kind] as const),
  ),
);
export const rules: readonly Rule[] = (file.rules as [string, string, number, string, string][]).map(
  ([name, pattern, aboutSelf, question, towards]) => ({
    term: termKey(crc32("=" + name)),
    pattern: new RegExp(pattern),
    aboutSelf: aboutSelf === 1,
    reframe: reframe(question, towards),
  }),
);
export const idioms: ReadonlySet<number> = new Set(keys(file.idioms, file.idiom_count, IDIOM_BITS));
export const topics: readonly Topic[] = (file.topics as [string, string, string][]).map(
  ([stems, question, towards]) => ({ stems: new Set(stems.split(" ")), reframe: reframe(question, towards) }),
);
export const otherwise: Reframe = reframe(file.otherwise[0]!, file.otherwise[1]!);
export const aboutSelf: Reframe = reframe(file.self[0]!, file.self[1]!);
export const thinking: ReadonlySet<string> = new Set(file.thinking.split(" "));
