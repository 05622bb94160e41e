/** Checks the shape of what the server sends before anything uses it. Throws UnexpectedAnswer, carrying nothing. */

/** The answer is not the one this page was built for. Carries nothing of it. */
export class UnexpectedAnswer extends Error {
  override readonly name = "UnexpectedAnswer";
  constructor() {
    super("unexpected answer");
  }
}

export type Fields = Readonly<Record<string, unknown>>;

export function fields(value: unknown): Fields {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new UnexpectedAnswer();
  return value as Fields;
}

export function text(value: unknown): string {
  if (typeof value !== "string") throw new UnexpectedAnswer();
  return value;
}

export function textOrNull(value: unknown): string | null {
  return value === null ? null : text(value);
}

/** A whole number from zero up. */
export function count(value: unknown): number {
  if (typeof value !== "number" || !Number.isSafeInteger(value) || value < 0) throw new UnexpectedAnswer();
  return value;
}

export function list<Item>(value: unknown, parse: (item: unknown) => Item): readonly Item[] {
  if (!Array.isArray(value)) throw new UnexpectedAnswer();
  return value.map(parse);
}

/** One of these words, or UnexpectedAnswer. */
export function oneOf<Word extends string>(value: unknown, words: readonly Word[]): Word {
  const found = words.find((word) => word === value);
  if (found === undefined) throw new UnexpectedAnswer();
  return found;
}
