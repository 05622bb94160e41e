/** Makes, wraps and vouches for a circle's keys on a member's own device.
 *
 * Public keys come from the service. By itself this page wraps only to those that a holder of the newest key vouched
 * for; to anybody else only after a member has said that they compared the words.
 */
import { browserChance, toBase64, toHex, type Bytes } from "../../crypto/bytes";
import { keyPairFromSeed, SEED_BYTES, type KeyPair } from "../../crypto/keys";
import { isVouchedFor, vouch } from "../../crypto/vouch";
import { wrap } from "../../crypto/wrap";
import type { StaffApi } from "../api";
import type { Keyring } from "../keyring";
import { activeOf, holdsNewest, newestOf, type CircleEpoch, type CirclePeople, type Person } from "./answers";

/** A circle on this device: whose it is, and who is here. */
export interface Place {
  readonly api: Pick<StaffApi, "send">;
  readonly keyring: Keyring;
  readonly circle: string;
  /** The member at this page. */
  readonly me: string;
}

/** Epochs in one request: a body has a largest size. */
const MOST_AT_ONCE = 30;

export type Target = readonly [person: string, publicKey: Bytes];

/** Whether the key before it endorsed a key: "unknown" to whoever holds not that one, "first" where there is none. */
export type Endorsed = "first" | "yes" | "no" | "unknown";

export async function isEndorsed(place: Place, people: CirclePeople, key: CircleEpoch): Promise<Endorsed> {
  const before = people.keys.find(({ epoch }) => epoch === key.epoch - 1);
  if (before === undefined) return key.epoch === 1 ? "first" : "no";
  const pair = await held(place, before.keyId);
  if (pair === undefined) return "unknown";
  const context = contextOf(place, "vouch/key", before.keyId, "");
  return (await isVouchedFor(pair, key.publicKey, context, key.endorsement ?? new Uint8Array())) ? "yes" : "no";
}

/** Members whose public key a holder of the newest key vouched for, this one included. */
export async function vouchedFor(place: Place, people: CirclePeople, pair: KeyPair): Promise<readonly Target[]> {
  const found: Target[] = [[place.me, place.keyring.publicKey]];
  for (const { person, publicKey, vouch: shown } of people.members) {
    if (person === place.me || publicKey === null || shown === null) continue;
    const context = contextOf(place, "vouch/member", toHex(pair.keyId), person);
    if (await isVouchedFor(pair, publicKey, context, shown)) found.push([person, publicKey]);
  }
  return found;
}

/** Whether a next key may be wrapped to nobody whose words were not compared for it.
 *
 * A key that was put away may be with whoever left, and one that nobody endorsed with whoever slipped it in: they could vouch.
 */
export async function comparesAnew(place: Place, people: CirclePeople): Promise<boolean> {
  const active = activeOf(people);
  return active === undefined || (await isEndorsed(place, people, active)) === "no";
}

/** Those to whom a next key may be wrapped by itself: whom the active key vouches for, this member at least. */
export async function trusted(place: Place, people: CirclePeople): Promise<readonly Target[]> {
  const active = activeOf(people);
  const pair = active === undefined ? undefined : await held(place, active.keyId);
  if (pair === undefined || (await comparesAnew(place, people))) return [[place.me, place.keyring.publicKey]];
  return vouchedFor(place, people, pair);
}

/** Make the keys that stand by for the day a member leaves, where they are missing; answers how many it made.
 *
 * Nobody's key is made by whom it leaves out. Nothing is made to follow a key that the one before did not endorse.
 */
export async function prepare(place: Place, people: CirclePeople): Promise<number> {
  const active = activeOf(people);
  const pair = active === undefined ? undefined : await held(place, active.keyId);
  if (active === undefined || pair === undefined || (await comparesAnew(place, people))) return 0;
  const known = await vouchedFor(place, people, pair);
  let made = 0;
  for (const leaver of people.members) {
    if (leaver.person === place.me || !holdsNewest(people, leaver)) continue;
    const targets = known.filter(([person]) => person !== leaver.person && isHolder(people, person));
    const ready = people.standbys.get(leaver.person) ?? [];
    if (targets.every(([person]) => ready.includes(person))) continue;
    const body = { after: active.keyId, ...(await newKey(place, targets, pair)) };
    await place.api.send("PUT", `/circles/${place.circle}/standbys/${leaver.person}`, body);
    made += 1;
  }
  return made;
}

/** Give somebody epochs of the circle's key, the active one first. Whoever calls this has compared the words. */
export async function give(place: Place, person: string, publicKey: Bytes, epochs: readonly CircleEpoch[]): Promise<void> {
  const ordered = [...epochs].sort((one, other) => Number(other.active) - Number(one.active));
  for (let at = 0; at < ordered.length; at += MOST_AT_ONCE) {
    const wraps = [];
    for (const { epoch, keyId } of ordered.slice(at, at + MOST_AT_ONCE)) {
      const pair = await place.keyring.circleKey(place.circle, keyId);
      wraps.push({ epoch, ...(await wrapTo(place, pair, [person, publicKey])) });
    }
    await place.api.send("PUT", `/circles/${place.circle}/members/${person}/keys`, { public_key: toBase64(publicKey), wraps });
  }
}

/** Let the circle receive with a key made here. `compared` are those whose words this member has compared. */
export async function rotate(place: Place, people: CirclePeople, reason: "planned" | "exposed", compared: readonly Target[] = []): Promise<void> {
  const newest = newestOf(people);
  const pair = newest === undefined ? undefined : await place.keyring.circleKey(place.circle, newest.keyId);
  const known = new Map([...compared, ...(await trusted(place, people)).filter(([person]) => person === place.me || isHolder(people, person))]);
  const body = { after: activeOf(people)?.keyId ?? null, reason, ...(await newKey(place, [...known], pair)) };
  await place.api.send("POST", `/circles/${place.circle}/rotation`, body);
  place.keyring.renew(place.circle);
}

/** A key pair made here, wrapped to these members with its vouch for each, endorsed by the one before. */
async function newKey(place: Place, targets: readonly Target[], before: KeyPair | undefined): Promise<object> {
  const pair = await keyPairFromSeed(browserChance(SEED_BYTES));
  const wraps = [];
  for (const target of targets) wraps.push({ person: target[0], ...(await wrapTo(place, pair, target)) });
  const endorsement =
    before === undefined ? null : toBase64(await vouch(before, pair.publicKey, contextOf(place, "vouch/key", toHex(before.keyId), "")));
  return { public_key: toBase64(pair.publicKey), endorsement, wraps };
}

async function wrapTo(place: Place, pair: KeyPair, [person, publicKey]: Target): Promise<{ wrapped: string; vouch: string }> {
  const keyId = toHex(pair.keyId);
  return {
    wrapped: toBase64(await wrap(pair.seed, publicKey, contextOf(place, "circle-key", keyId, person))),
    vouch: toBase64(await vouch(pair, publicKey, contextOf(place, "vouch/member", keyId, person))),
  };
}

function contextOf<Purpose extends "circle-key" | "vouch/member" | "vouch/key">({ keyring, circle }: Place, purpose: Purpose, keyId: string, subject: string) {
  return { purpose, organisation: keyring.organisation, circle, keyId, subject };
}

function isHolder(people: CirclePeople, person: string): boolean {
  const found = people.members.find((one: Person) => one.person === person);
  return found !== undefined && holdsNewest(people, found);
}

/** One of the circle's keys, if this member holds it. */
export async function held({ keyring, circle }: Place, keyId: string): Promise<KeyPair | undefined> {
  try {
    return await keyring.circleKey(circle, keyId);
  } catch {
    return undefined;
  }
}
