/** A factor model, read from its data file. Mirrors service/text/factors_model.py and factors_pack.py. */

import { BitReader, riceFor } from "./packed";

/** The file as JSON: named terms and whole numbers. */
export interface FactorFile {
  readonly version: string;
  readonly codes: readonly string[];
  readonly tf: readonly number[];
  readonly gain: number;
  readonly bias: readonly number[];
  readonly mean: number;
  readonly floor: number;
  readonly gaps: readonly number[];
  readonly floors: readonly number[];
  readonly concepts: Readonly<Record<string, string>>;
  readonly terms: { readonly stems: string; readonly pairs: string };
  readonly weights: { readonly steps: string; readonly places: string; readonly values: string };
}

/** The file made ready: rows below `concepts` are concepts, to which `phrases` lead. */
export interface FactorModel extends Omit<FactorFile, "concepts" | "terms" | "weights"> {
  readonly concepts: number;
  readonly rows: ReadonlyMap<string, number>;
  /** The term of each row; a concept's begins with "=". */
  readonly names: readonly string[];
  readonly phrases: ReadonlyMap<string, readonly number[]>;
  readonly weights: Int8Array;
}

/** One character a weight; the one in the middle is nought. */
export const DIGITS = Array.from({ length: 92 }, (_, i) => String.fromCharCode(35 + i)).filter((c) => c !== "\\");
export const ZERO = Math.floor(DIGITS.length / 2);

/** Stems, "-" behind one that is no term alone, each with how many letters it shares with the one before it. */
function unpackStems(packed: string): [stem: string, alone: boolean][] {
  let before = "";
  return Array.from(packed.matchAll(/([0-9])([^0-9-]*)(-?)/g), ([, shared, rest, mark]) => {
    before = before.slice(0, Number(shared)) + rest!;
    return [before, mark === ""];
  });
}

function unpackTerms({ stems: packed, pairs }: FactorFile["terms"]): string[] {
  const stems = unpackStems(packed);
  const bits = new BitReader(pairs);
  const seconds = stems.map((): string[] => []);
  for (const [second] of stems) {
    const count = bits.rice(0);
    for (const first of bits.keys(count, riceFor(stems.length, count))) seconds[first]!.push(second);
  }
  return stems.flatMap(([stem, alone], at) => [
    ...(alone ? [stem] : []),
    ...seconds[at]!.map((second) => `${stem} ${second}`),
  ]);
}

function unpackWeights({ steps, places, values }: FactorFile["weights"], width: number): Int8Array {
  const bits = new BitReader(places);
  const value = new Map(DIGITS.map((char, i) => [char, i - ZERO] as const));
  const weights = new Int8Array(steps.length * width);
  let at = 0;
  for (let code = 0; code < width; code++) {
    const count = bits.plain(16);
    const k = bits.plain(4);
    for (const row of bits.keys(count, k)) weights[row * width + code] = value.get(values[at++]!)! << Number(steps[row]);
  }
  return weights;
}

/** Make a model of its file. */
export function readModel(file: FactorFile): FactorModel {
  const concepts = Object.values(file.concepts);
  const phrases = new Map<string, number[]>();
  concepts.forEach((listed, row) => {
    for (const phrase of listed.split("\n")) phrases.set(phrase, [...(phrases.get(phrase) ?? []), row]);
  });
  const terms = unpackTerms(file.terms);
  return {
    ...file,
    concepts: concepts.length,
    rows: new Map(terms.map((term, i) => [term, concepts.length + i] as const)),
    names: [...Object.keys(file.concepts).map((name) => `=${name}`), ...terms],
    phrases,
    weights: unpackWeights(file.weights, file.codes.length),
  };
}
