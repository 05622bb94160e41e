/** What a message of a dialogue says, the twin of service/client/messages.py.
 *
 * The order stands in here, sealed, and nowhere else; a week is the finest time it knows.
 */
import { utf8, type Bytes } from "../crypto/bytes";
import { BrokenSeal } from "../crypto/errors";
import { LANGUAGE } from "../language";

export const KINDS = ["words", "thanks", "theme", "outcome"] as const;
export type MessageKind = (typeof KINDS)[number];

/** What came of a report; told to the reporter only. */
export const OUTCOMES = ["changed", "trying", "passed-on", "shared", "already", "not-now"] as const;
export type Outcome = (typeof OUTCOMES)[number];

export interface Message {
  /** From 1: one more than whoever wrote it had seen. */
  readonly place: number;
  /** An ISO 8601 week. */
  readonly week: string;
  readonly kind: MessageKind;
  readonly outcome: Outcome | "";
  readonly text: string;
}

const DAY_MS = 86_400_000;

/** The ISO week a moment falls into, as 2026-W48. */
export function weekOf(time: number): string {
  const day = new Date(time);
  const weekday = (day.getUTCDay() + 6) % 7;
  const thursday = new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth(), day.getUTCDate() - weekday + 3));
  const first = Date.UTC(thursday.getUTCFullYear(), 0, 1);
  const week = Math.floor((thursday.getTime() - first) / DAY_MS / 7) + 1;
  return `${thursday.getUTCFullYear()}-W${String(week).padStart(2, "0")}`;
}

/** The Monday a week begins on, in words; the week itself if it is none. */
export function mondayOf(week: string): string {
  const [, year, number] = /^(\d{4})-W(\d{2})$/.exec(week) ?? [];
  if (year === undefined) return week;
  // Week 1 is the one with 4 January in it.
  const fourth = Date.UTC(Number(year), 0, 4);
  const monday = fourth - ((new Date(fourth).getUTCDay() + 6) % 7) * DAY_MS + (Number(number) - 1) * 7 * DAY_MS;
  const format = new Intl.DateTimeFormat(LANGUAGE, { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
  return format.format(monday);
}

/** A half of a character pair, which no encoding can carry, becomes U+FFFD. */
export function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, "\ufffd").trim();
}

/** The plaintext of a message. */
export function encodeMessage({ place, week, kind, outcome, text }: Message): Bytes {
  return utf8(JSON.stringify({ v: 1, n: place, week, kind, outcome, text }));
}

/** The message in an opened envelope. Throws BrokenSeal: no page of ours sealed anything else. */
export function decodeMessage(plaintext: Uint8Array): Message {
  const { v, n, week, kind, outcome, text } = parse(plaintext);
  const known = KINDS.find((one) => one === kind);
  const came = outcome === "" ? "" : OUTCOMES.find((one) => one === outcome);
  const fits = v === 1 && typeof n === "number" && Number.isSafeInteger(n) && typeof week === "string";
  if (!fits || known === undefined || came === undefined || typeof text !== "string") throw new BrokenSeal();
  return { place: n, week, kind: known, outcome: came, text };
}

function parse(plaintext: Uint8Array): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(plaintext));
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    throw new BrokenSeal();
  }
}
