/** A factor model, read from its data file. Mirrors service/text/factors_model.py. */

/** The file as JSON: named terms and whole numbers. */
export interface FactorFile {
  readonly version: string;
  readonly codes: readonly string[];
  readonly tf: readonly number[];
  readonly gain: number;
  readonly bias: readonly number[];
  readonly floor: number;
  readonly gaps: readonly number[];
  readonly floors: readonly number[];
  readonly concepts: Readonly<Record<string, string>>;
  readonly terms: string;
  readonly table: string;
  readonly places: string;
}

/** The file made ready: rows below `concepts` are concepts, to which `phrases` lead. */
export interface FactorModel extends Omit<FactorFile, "concepts" | "terms" | "table" | "places"> {
  readonly concepts: number;
  readonly rows: ReadonlyMap<string, number>;
  readonly phrases: ReadonlyMap<string, readonly number[]>;
  readonly weights: Int8Array;
}

/** One character a weight; the one in the middle is nought. */
export const DIGITS = Array.from({ length: 92 }, (_, i) => String.fromCharCode(35 + i)).filter((c) => c !== "\\");
export const ZERO = Math.floor(DIGITS.length / 2);

function unpackTerms(packed: string): string[] {
  return packed.split("\n").flatMap((line) => {
    const [head, ...rest] = line.split(" ") as [string, ...string[]];
    const pairs = rest.map((second) => `${head.replace("-", "")} ${second}`);
    return head.startsWith("-") ? pairs : [head, ...pairs];
  });
}

/** Every row finds its weights in the table: a shared row by its number, the next of the others if that is 0. */
function unpackWeights(file: FactorFile): Int8Array {
  const value = new Map(DIGITS.map((char, i) => [char, i] as const));
  const table = Int8Array.from(file.table, (char) => value.get(char)! - ZERO);
  const width = file.codes.length;
  const half = file.places.length / 2;
  const numbers = Array.from({ length: half }, (_, row) => {
    return value.get(file.places[row]!)! * DIGITS.length + value.get(file.places[half + row]!)!;
  });
  let others = table.length / width - numbers.filter((number) => number === 0).length;
  const weights = new Int8Array(half * width);
  numbers.forEach((number, row) => {
    const at = number === 0 ? others++ : number - 1;
    weights.set(table.subarray(at * width, (at + 1) * width), row * width);
  });
  return weights;
}

/** Make a model of its file. */
export function readModel(file: FactorFile): FactorModel {
  const concepts = Object.values(file.concepts);
  const phrases = new Map<string, number[]>();
  concepts.forEach((listed, row) => {
    for (const phrase of listed.split("\n")) phrases.set(phrase, [...(phrases.get(phrase) ?? []), row]);
  });
  return {
    ...file,
    concepts: concepts.length,
    rows: new Map(unpackTerms(file.terms).map((term, i) => [term, concepts.length + i] as const)),
    phrases,
    weights: unpackWeights(file),
  };
}
