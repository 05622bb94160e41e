/** Which circles may receive, and on whose word: a member of one vouches for another's key, and checks what is said of theirs. */
import { fromBase64, toBase64, toHex, type Bytes } from "../../crypto/bytes";
import { isVouchedFor, vouch } from "../../crypto/vouch";
import { fields, list, text, textOrNull } from "../../shape";
import { held, type Place } from "./making";

/** The circle that endorsed another, with which of its keys, and that key's vouch. */
export interface Endorser {
  readonly circle: string;
  readonly keyId: string;
  readonly vouch: Bytes;
}

/** A circle that may receive, or waits to. */
export interface KnownCircle {
  readonly circle: string;
  readonly label: string;
  readonly keyId: string;
  readonly publicKey: Bytes;
  /** A day, "" where nobody wrote it down; null while the circle waits. */
  readonly since: string | null;
  /** None where it waits, or was there from the start. */
  readonly by: Endorser | null;
  /** Who is in a circle that waits, for those who may endorse it. */
  readonly people: readonly string[];
}

/** Whether a circle's own key made what is said to be its endorsement: "unknown" to whoever does not hold that key. */
export type Ours = "yes" | "no" | "unknown";

export async function fetchKnown({ api, circle }: Pick<Place, "api" | "circle">): Promise<readonly KnownCircle[]> {
  return list(fields(await api.send("GET", `/circles/${circle}/endorsements`))["circles"], parseKnown);
}

/** Circles that wait for somebody of this one to compare words with their people. */
export function waitingFor(known: readonly KnownCircle[], circle: string): readonly KnownCircle[] {
  return known.filter((one) => one.since === null && one.circle !== circle && one.people.length > 0);
}

/** Whether this circle itself still waits. */
export function isWaiting(known: readonly KnownCircle[], circle: string): boolean {
  return known.some((one) => one.since === null && one.circle === circle);
}

/** Endorse another circle's key under this circle's. Whoever calls this has compared the words. */
export async function endorse(place: Place, one: KnownCircle): Promise<void> {
  const pair = await place.keyring.newestKey(place.circle);
  const byKey = toHex(pair.keyId);
  const made = await vouch(pair, one.publicKey, contextOf(place, byKey, one.circle));
  const body = { circle: one.circle, key_id: one.keyId, by_key: byKey, vouch: toBase64(made) };
  await place.api.send("POST", `/circles/${place.circle}/endorsements`, body);
}

export async function isOurs(place: Place, one: KnownCircle): Promise<Ours> {
  if (one.by === null) return "unknown";
  const pair = await held(place, one.by.keyId);
  if (pair === undefined) return "unknown";
  return (await isVouchedFor(pair, one.publicKey, contextOf(place, one.by.keyId, one.circle), one.by.vouch)) ? "yes" : "no";
}

function contextOf({ keyring, circle }: Place, keyId: string, subject: string) {
  return { purpose: "vouch/circle", organisation: keyring.organisation, circle, keyId, subject } as const;
}

function parseKnown(item: unknown): KnownCircle {
  const { circle, label, key_id: keyId, public_key: publicKey, since, by, people } = fields(item);
  return {
    circle: text(circle),
    label: text(label),
    keyId: text(keyId),
    publicKey: fromBase64(text(publicKey)),
    since: textOrNull(since),
    by: by === null ? null : parseEndorser(by),
    people: list(people, text),
  };
}

function parseEndorser(item: unknown): Endorser {
  const { circle, key_id: keyId, vouch: shown } = fields(item);
  return { circle: text(circle), keyId: text(keyId), vouch: fromBase64(text(shown)) };
}
