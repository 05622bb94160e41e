/** The API's answers about second readings and themes, as values. Notes in them are still closed. */
import { fromBase64, type Bytes } from "../crypto/bytes";
import { count, fields, list, oneOf, text, UnexpectedAnswer } from "../shape";
import { parseReport, type CodedReport } from "./answers";

export const STATUSES = ["noticed", "under-review", "responded", "fed-back"] as const;
export type Status = (typeof STATUSES)[number];

export interface Agreement {
  readonly least: number;
  readonly below: number;
  /** (factor, α), null where too few reports were read twice. */
  readonly factors: readonly (readonly [string, number | null])[];
}

export interface ClosedTheme {
  readonly theme: string;
  readonly factor: string;
  readonly status: Status;
  readonly version: number;
  readonly note: Bytes;
  readonly reports: readonly string[];
  readonly published: boolean;
}

export interface Themes {
  readonly least: number;
  readonly themes: readonly ClosedTheme[];
}

function real(value: unknown): number {
  if (typeof value !== "number" || !Number.isFinite(value)) throw new UnexpectedAnswer();
  return value;
}

export function parseOffered(answer: unknown): readonly CodedReport[] {
  return list(fields(answer)["reports"], parseReport);
}

export function parseAgreement(answer: unknown): Agreement {
  const { least, investigate_below: below, factors } = fields(answer);
  return {
    least: count(least),
    below: real(below),
    factors: list(factors, (item) => {
      const { factor, alpha } = fields(item);
      return [text(factor), alpha === null ? null : real(alpha)] as const;
    }),
  };
}

export function parseThemes(answer: unknown): Themes {
  const { least, themes } = fields(answer);
  return {
    least: count(least),
    themes: list(themes, (item) => {
      const theme = fields(item);
      return {
        theme: text(theme["theme"]),
        factor: text(theme["factor"]),
        status: oneOf(theme["status"], STATUSES),
        version: count(theme["version"]),
        note: fromBase64(text(theme["note"])),
        reports: list(theme["reports"], text),
        published: theme["published"] === true,
      };
    }),
  };
}
