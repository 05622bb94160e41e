/** What a reporter has written and chosen, and what of it is sealed, what is sent as codes.
 *
 * Pure: touches no page, no network and no storage.
 */
import { utf8, type Bytes } from "./crypto/bytes";
import { BUCKETS, MAX_PLAINTEXT } from "./crypto/padding";
import { MESSAGES } from "./messages";

/** What helped somebody to write: sealed with their words, for whoever wants to know later what was suggested by what. */
export interface Aids {
  /** The versions of the engine's data files. */
  readonly versions: readonly string[];
  /** Factors that were suggested, and those of them that were refused. */
  readonly suggested: readonly string[];
  readonly refused: readonly string[];
}

/** The form as it stands; "" is a question that was skipped. */
export interface Draft {
  readonly narrative: string;
  /** Absent where nothing helped: the engine did not load. */
  readonly aids?: Aids;
  readonly kind: string;
  readonly unit: string;
  /** Zero to three, most important first. */
  readonly factors: readonly string[];
  readonly potential: string;
  readonly spread: string;
  readonly roleGroup: string;
}

/** The coded fields as the API takes them. */
export interface CodedFields {
  readonly kind: string;
  readonly unit: string;
  readonly role_group: string;
  readonly factors: readonly string[];
  readonly impact: string;
  readonly potential: string;
  readonly spread: string;
  readonly setting: string;
}

export interface Problem {
  /** The id of the control to go to. */
  readonly field: "narrative" | "unit";
  readonly say: string;
}

/** The codes that say a question was skipped. Spread has no such code: an unknown spread weighs as once (taxonomy). */
export const SKIPPED = {
  kind: "not-said",
  unit: "prefer-not-to-say",
  roleGroup: "prefer-not-to-say",
  impact: "not-known",
  potential: "not-sure",
  spread: "once",
  setting: "prefer-not-to-say",
} as const;

const LENGTH_PREFIX = BUCKETS[1] - MAX_PLAINTEXT;
const ORDINARY = BUCKETS[0] - LENGTH_PREFIX;
const NEAR = 1000;

/** As long as every thread, for counting what still fits. */
const ANY_THREAD = "0".repeat(64);

/** What is sealed: UTF-8 JSON, with the thread (hex) that binds the dialogue's messages to this report.
 *
 * A half of a character pair, which no encoding can carry, becomes U+FFFD.
 */
export function plaintextOf(draft: Draft, thread = ANY_THREAD): Bytes {
  const narrative = draft.narrative.replace(/\p{Surrogate}/gu, "\ufffd").trim();
  return utf8(JSON.stringify({ v: 1, narrative, thread, aids: draft.aids }));
}

/** What the server may see. */
export function codedFields(draft: Draft): CodedFields {
  return {
    kind: draft.kind || SKIPPED.kind,
    unit: draft.unit || SKIPPED.unit,
    role_group: draft.roleGroup || SKIPPED.roleGroup,
    factors: draft.factors,
    impact: SKIPPED.impact,
    potential: draft.potential || SKIPPED.potential,
    spread: draft.spread || SKIPPED.spread,
    setting: SKIPPED.setting,
  };
}

/** What stands between this draft and being sent, in the order of the page. */
export function findProblems(draft: Draft): Problem[] {
  const found: Problem[] = [];
  const excess = plaintextOf(draft).length - MAX_PLAINTEXT;
  if (draft.narrative.trim() === "") found.push({ field: "narrative", say: MESSAGES.problems.narrative });
  if (excess > 0) found.push({ field: "narrative", say: MESSAGES.problems.tooLong(excess) });
  return found;
}

/** A hint about the room left, or "" while there is plenty. The first bucket holds every ordinary report. */
export function budgetHint(draft: Draft): string {
  const used = plaintextOf(draft).length;
  if (used > MAX_PLAINTEXT) return MESSAGES.budget.over(used - MAX_PLAINTEXT);
  if (used > ORDINARY) return MESSAGES.budget.larger;
  if (used > ORDINARY - NEAR) return MESSAGES.budget.near(ORDINARY - used);
  return "";
}

/** Factors in the order they were chosen: the first decides the circle. Never more than `most`. */
export function toggleFactor(
  chosen: readonly string[],
  factor: string,
  isOn: boolean,
  most: number,
): { readonly chosen: readonly string[]; readonly refused: boolean } {
  const others = chosen.filter((code) => code !== factor);
  if (!isOn) return { chosen: others, refused: false };
  if (others.length >= most) return { chosen, refused: true };
  return { chosen: [...others, factor], refused: false };
}
