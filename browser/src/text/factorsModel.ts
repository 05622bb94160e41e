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
  readonly weights: string;
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

function unpackTerms(packed: string): string[] {
  return packed.split("\n").flatMap((line) => {
    const [head, ...rest] = line.split(" ") as [string, ...string[]];
    const pairs = rest.map((second) => `${head.replace("-", "")} ${second}`);
    return head.startsWith("-") ? pairs : [head, ...pairs];
  });
}

/** Make a model of its file. */
export function readModel(file: FactorFile): FactorModel {
  const concepts = Object.values(file.concepts);
  const phrases = new Map<string, number[]>();
  concepts.forEach((listed, row) => {
    for (const phrase of listed.split("\n")) phrases.set(phrase, [...(phrases.get(phrase) ?? []), row]);
  });
  const terms = unpackTerms(file.terms);
  const value = new Map(DIGITS.map((char, i) => [char, i - ZERO] as const));
  return {
    ...file,
    concepts: concepts.length,
    rows: new Map(terms.map((term, i) => [term, concepts.length + i] as const)),
    names: [...Object.keys(file.concepts).map((name) => `=${name}`), ...terms],
    phrases,
    weights: Int8Array.from(file.weights, (char) => value.get(char)!),
  };
}
