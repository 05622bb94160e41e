/** The API's answer about who is in a circle and what its keys are, as values. */
import { fromBase64, type Bytes } from "../../crypto/bytes";
import { count, fields, list, oneOf, text, textOrNull } from "../../shape";

export const REASONS = ["founded", "left", "lost", "stopped", "planned", "exposed"] as const;
export type Reason = (typeof REASONS)[number];

export interface Person {
  readonly person: string;
  readonly display: string;
  /** None until they have made one. */
  readonly publicKey: Bytes | null;
  readonly epochs: readonly number[];
  /** What the newest key is said to say of theirs. */
  readonly vouch: Bytes | null;
}

export interface CircleEpoch {
  readonly epoch: number;
  readonly keyId: string;
  readonly publicKey: Bytes;
  readonly active: boolean;
  /** A day; empty for keys older than that was kept. */
  readonly since: string;
  readonly reason: Reason;
  readonly endorsement: Bytes | null;
}

export interface CirclePeople {
  readonly members: readonly Person[];
  /** Oldest first. */
  readonly keys: readonly CircleEpoch[];
  /** To whom the key is wrapped that stands by for each member. */
  readonly standbys: ReadonlyMap<string, readonly string[]>;
}

export function parsePeople(answer: unknown): CirclePeople {
  const { members, keys, standbys } = fields(answer);
  return {
    members: list(members, parsePerson),
    keys: list(keys, parseEpoch),
    standbys: new Map(
      list(standbys, (item) => {
        const { without, persons } = fields(item);
        return [text(without), list(persons, text)] as const;
      }),
    ),
  };
}

/** The key a circle receives with. */
export function activeOf({ keys }: CirclePeople): CircleEpoch | undefined {
  return keys.find(({ active }) => active);
}

/** The key that counts among members: the active one, or the last that was. */
export function newestOf(people: CirclePeople): CircleEpoch | undefined {
  return activeOf(people) ?? people.keys.at(-1);
}

/** Whether somebody holds the newest key, as the service says. */
export function holdsNewest(people: CirclePeople, person: Person): boolean {
  const newest = newestOf(people);
  return newest !== undefined && person.epochs.includes(newest.epoch);
}

function parsePerson(item: unknown): Person {
  const { person, display, public_key: publicKey, epochs, vouch } = fields(item);
  return { person: text(person), display: text(display), publicKey: bytesOrNull(publicKey), epochs: list(epochs, count), vouch: bytesOrNull(vouch) };
}

function parseEpoch(item: unknown): CircleEpoch {
  const { epoch, key_id: keyId, public_key: publicKey, active, since, reason, endorsement } = fields(item);
  return {
    epoch: count(epoch),
    keyId: text(keyId),
    publicKey: fromBase64(text(publicKey)),
    active: active === true,
    since: text(since),
    reason: oneOf(reason, REASONS),
    endorsement: bytesOrNull(endorsement),
  };
}

function bytesOrNull(value: unknown): Bytes | null {
  const found = textOrNull(value);
  return found === null ? null : fromBase64(found);
}
