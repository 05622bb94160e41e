/** The API's answers about a dialogue, as values. Everything in them is still closed. */
import { fromBase64, type Bytes } from "../crypto/bytes";
import { count, fields, list, oneOf, text, UnexpectedAnswer } from "../shape";
import { parseReport, type CodedReport } from "./answers";

export const KEPT = ["no", "in-time", "late"] as const;
export type Kept = (typeof KEPT)[number];

export interface DialogueState {
  readonly asked: boolean;
  readonly waiting: boolean;
  readonly acknowledged: Kept;
  readonly replied: Kept;
}

export interface ClosedDialogue {
  /** What replies are sealed to. */
  readonly publicKey: Bytes;
  readonly state: DialogueState;
  readonly fromReporter: readonly Bytes[];
  readonly copies: readonly Bytes[];
  /** How many replies still fit. */
  readonly room: number;
}

/** How a circle keeps one of its times. */
export interface Clock {
  readonly days: number;
  readonly inTime: number;
  readonly due: number;
  readonly overdue: number;
  readonly open: number;
}

export interface Clocks {
  readonly thanks: Clock;
  readonly answers: Clock;
  /** Reports whose reporter wrote last. */
  readonly waiting: readonly CodedReport[];
}

function flag(value: unknown): boolean {
  if (typeof value !== "boolean") throw new UnexpectedAnswer();
  return value;
}

const bytes = (value: unknown): Bytes => fromBase64(text(value));

export function parseDialogue(answer: unknown): ClosedDialogue {
  const { public_key: publicKey, state, from_reporter: fromReporter, copies, room } = fields(answer);
  const { asked, waiting, acknowledged, replied } = fields(state);
  return {
    publicKey: bytes(publicKey),
    state: {
      asked: flag(asked),
      waiting: flag(waiting),
      acknowledged: oneOf(acknowledged, KEPT),
      replied: oneOf(replied, KEPT),
    },
    fromReporter: list(fromReporter, bytes),
    copies: list(copies, bytes),
    room: count(room),
  };
}

function parseClock(value: unknown): Clock {
  const { days, in_time: inTime, due, overdue, open } = fields(value);
  return { days: count(days), inTime: count(inTime), due: count(due), overdue: count(overdue), open: count(open) };
}

export function parseClocks(answer: unknown): Clocks {
  const { thanks, answers, waiting } = fields(answer);
  return { thanks: parseClock(thanks), answers: parseClock(answers), waiting: list(waiting, parseReport) };
}
