/** The closed lists in words: what a code of a report means to a reader. Public; from GET /lists. */
import { t } from "../language";
import { fields, list, text } from "../shape";

export interface FactorWords {
  readonly code: string;
  readonly label: string;
  readonly definition: string;
}

export interface FactorGroup {
  readonly label: string;
  readonly factors: readonly FactorWords[];
}

type Labels = ReadonlyMap<string, string>;

export interface Lists {
  readonly organisation: string;
  readonly maxFactors: number;
  readonly kinds: Labels;
  readonly units: Labels;
  readonly roleGroups: Labels;
  readonly settings: Labels;
  readonly impacts: Labels;
  readonly potentials: Labels;
  readonly spreads: Labels;
  readonly factors: Labels;
  readonly factorGroups: readonly FactorGroup[];
}

const PREFER_NOT_TO_SAY = "prefer-not-to-say";
const NOT_SAID = t("Prefer not to say");

function labels(value: unknown): Map<string, string> {
  return new Map(
    list(value, (item) => {
      const { code, label } = fields(item);
      // The service lists them in English; a unit has the name its organisation gave it.
      return [text(code), t(text(label))] as const;
    }),
  );
}

function parseFactor(value: unknown): FactorWords & { readonly group: string } {
  const { code, label, definition, group } = fields(value);
  return { code: text(code), label: t(text(label)), definition: t(text(definition)), group: text(group) };
}

/** The answer of GET /lists. Throws UnexpectedAnswer. */
export function parseLists(answer: unknown): Lists {
  const all = fields(answer);
  const factors = list(all["factors"], parseFactor);
  const groups = labels(all["groups"]);
  return {
    organisation: text(all["organisation"]),
    maxFactors: Number(all["max_factors"]),
    kinds: labels(all["kinds"]),
    units: labels(all["units"]).set(PREFER_NOT_TO_SAY, NOT_SAID),
    roleGroups: labels(all["role_groups"]),
    settings: labels(all["settings"]),
    impacts: labels(all["impact_scale"]),
    potentials: labels(all["potential_scale"]),
    spreads: labels(all["spread_scale"]),
    factors: new Map(factors.map(({ code, label }) => [code, label])),
    factorGroups: [...groups].map(([code, label]) => ({
      label,
      factors: factors.filter((factor) => factor.group === code),
    })),
  };
}

/** The words for a code; the code itself where a list has lost it, so that nothing goes unsaid. */
export function wordsFor(known: Labels, code: string): string {
  return known.get(code) ?? code;
}
