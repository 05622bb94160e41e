/** Keys made, given and changed on a member's device: to whom, and to whom never. */
import { describe, expect, test } from "vitest";
import { fromBase64, toBase64, toHex, type Bytes } from "../../src/crypto/bytes";
import { keyId, keyPairFromSeed, type KeyPair } from "../../src/crypto/keys";
import { isVouchedFor, vouch } from "../../src/crypto/vouch";
import { unwrap } from "../../src/crypto/wrap";
import { parsePeople, type CirclePeople } from "../../src/staff/people/answers";
import { endorse, fetchKnown, isOurs, waitingFor, type KnownCircle } from "../../src/staff/people/endorsing";
import { give, isEndorsed, prepare, rotate, trusted, type Place } from "../../src/staff/people/making";
import { CIRCLE, fill, makeHouse, ORGANISATION, PERSON, unlock } from "./house";

const house = await makeHouse();
const [ASH, BEECH, CHERRY, ELDER] = [PERSON, "bb".repeat(16), "cc".repeat(16), "ee".repeat(16)];
const [beech, cherry, elder, stranger] = await Promise.all([3, 4, 5, 9].map((byte) => keyPairFromSeed(fill(byte)))) as [KeyPair, KeyPair, KeyPair, KeyPair];
const ash = await keyPairFromSeed(fill(1));

interface Sent {
  readonly method: string;
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>> & { readonly wraps: readonly { person: string; wrapped: string; vouch: string; epoch?: number }[] };
}

const contextOf = (purpose: "circle-key" | "vouch/member" | "vouch/key", pair: KeyPair, subject: string) =>
  ({ purpose, organisation: ORGANISATION, circle: CIRCLE, keyId: toHex(pair.keyId), subject }) as const;

async function member(person: string, publicKey: Bytes, by: KeyPair | null, epochs = [1]): Promise<object> {
  const shown = by === null ? null : toBase64(await vouch(by, publicKey, contextOf("vouch/member", by, person)));
  return { person, display: person.slice(0, 2), public_key: toBase64(publicKey), epochs, vouch: shown };
}

function epoch(number: number, pair: KeyPair, active: boolean, endorsement: Bytes | null = null): object {
  return {
    epoch: number,
    key_id: toHex(pair.keyId),
    public_key: toBase64(pair.publicKey),
    active,
    since: "2026-11-25",
    reason: number === 1 ? "founded" : "left",
    endorsement: endorsement === null ? null : toBase64(endorsement),
  };
}

/** Ash, Beech and Cherry hold the first key; whom the tests add comes last. */
async function circle(more: readonly object[] = [], standbys: readonly object[] = []): Promise<CirclePeople> {
  const known = await Promise.all([member(ASH, ash.publicKey, house.circleKey), member(BEECH, beech.publicKey, house.circleKey), member(CHERRY, cherry.publicKey, house.circleKey)]);
  return parsePeople({ members: [...known, ...more], keys: [epoch(1, house.circleKey, true)], standbys });
}

async function place(): Promise<{ readonly place: Place; readonly sent: Sent[] }> {
  const sent: Sent[] = [];
  const send = async (method: string, path: string, body?: object): Promise<unknown> => {
    sent.push({ method, path, body: body as Sent["body"] });
    return null;
  };
  return { place: { api: { send }, keyring: await unlock(house), circle: CIRCLE, me: ASH }, sent };
}

const personsOf = ({ body }: Sent): string[] => body.wraps.map(({ person }) => person).sort();

describe("keys that stand by", () => {
  test("one for each other member, wrapped to everybody but that one, vouched for and endorsed", async () => {
    const { place: here, sent } = await place();

    expect(await prepare(here, await circle())).toBe(2);

    expect(sent.map(({ method, path }) => `${method} ${path}`)).toEqual([`PUT /circles/${CIRCLE}/standbys/${BEECH}`, `PUT /circles/${CIRCLE}/standbys/${CHERRY}`]);
    expect(sent.map(personsOf)).toEqual([[ASH, CHERRY].sort(), [ASH, BEECH].sort()]);
    const [{ body }] = sent as [Sent];
    const publicKey = fromBase64(String(body["public_key"]));
    const forCherry = body.wraps.find(({ person }) => person === CHERRY);
    const name = toHex(await keyId(publicKey));
    const context = { ...contextOf("circle-key", cherry, CHERRY), keyId: name };
    const made = await unwrap(fromBase64(forCherry?.wrapped ?? ""), cherry, context);
    expect(toHex(made.keyId)).toBe(name);
    expect(await isVouchedFor(made, cherry.publicKey, contextOf("vouch/member", made, CHERRY), fromBase64(forCherry?.vouch ?? ""))).toBe(true);
    const endorsement = fromBase64(String(body["endorsement"]));
    expect(await isVouchedFor(house.circleKey, publicKey, contextOf("vouch/key", house.circleKey, ""), endorsement)).toBe(true);
    expect(body["after"]).toBe(toHex(house.circleKey.keyId));
  });

  test("nothing is made again that is there for everybody", async () => {
    const { place: here, sent } = await place();
    const ready = [
      { without: BEECH, persons: [ASH, CHERRY, ELDER] },
      { without: CHERRY, persons: [ASH] },
    ];

    expect(await prepare(here, await circle([], ready))).toBe(1);

    expect(sent.map(({ path }) => path)).toEqual([`/circles/${CIRCLE}/standbys/${CHERRY}`]);
  });

  test("nobody the service made up is wrapped to: no vouch, another key under a vouch, a vouch of a key they made", async () => {
    const swapped = { ...(await member(ELDER, elder.publicKey, house.circleKey)), public_key: toBase64(stranger.publicKey) };
    for (const forged of [await member(ELDER, stranger.publicKey, null), swapped, await member(ELDER, stranger.publicKey, stranger)]) {
      const { place: here, sent } = await place();

      await prepare(here, await circle([forged]));

      // A key stands by for the day they leave; no key is wrapped to them.
      expect(sent.some(({ path }) => path.endsWith(ELDER))).toBe(true);
      expect(sent.flatMap(personsOf)).not.toContain(ELDER);
    }
  });

  test("nobody is wrapped to who does not hold the newest key, vouched for or not", async () => {
    const { place: here, sent } = await place();

    await prepare(here, await circle([await member(ELDER, elder.publicKey, house.circleKey, [])]));

    expect(sent.map(({ path }) => path.slice(-32))).toEqual([BEECH, CHERRY]);
    expect(sent.flatMap(personsOf)).not.toContain(ELDER);
  });

  test("a key that no holder of the one before endorsed is followed by nothing", async () => {
    const { place: here, sent } = await place();
    const first = await circle();
    const endorsement = await vouch(stranger, stranger.publicKey, contextOf("vouch/key", stranger, ""));
    const slipped = parsePeople({
      members: [await member(ASH, ash.publicKey, stranger, [1, 2])],
      keys: [epoch(1, house.circleKey, false), epoch(2, stranger, true, endorsement)],
      standbys: [],
    });

    const [, second] = slipped.keys;
    expect(second && (await isEndorsed(here, slipped, second))).toBe("no");
    expect(first.keys[0] && (await isEndorsed(here, first, first.keys[0]))).toBe("first");
    const alone = parsePeople({ members: [], keys: [epoch(2, stranger, true, endorsement)], standbys: [] });
    expect(alone.keys[0] && (await isEndorsed(here, alone, alone.keys[0]))).toBe("no");
    expect(await prepare(here, slipped)).toBe(0);
    expect(sent).toEqual([]);
  });
});

describe("a key that is given or changed by hand", () => {
  test("what is given opens for its person and nobody else", async () => {
    const { place: here, sent } = await place();
    const people = await circle();

    await give(here, ELDER, elder.publicKey, people.keys);

    const [{ path, body }] = sent as [Sent];
    expect(path).toBe(`/circles/${CIRCLE}/members/${ELDER}/keys`);
    expect(body["public_key"]).toBe(toBase64(elder.publicKey));
    const [given] = body.wraps;
    const opened = await unwrap(fromBase64(given?.wrapped ?? ""), elder, contextOf("circle-key", house.circleKey, ELDER));
    expect([given?.epoch, toHex(opened.seed)]).toEqual([1, toHex(house.circleKey.seed)]);
  });

  test("many older keys go in parts, the active one first", async () => {
    const { place: here, sent } = await place();
    const pairs = await Promise.all(Array.from({ length: 40 }, (_, at) => keyPairFromSeed(fill(100 + at))));
    const known = new Map(pairs.map((pair) => [toHex(pair.keyId), pair] as const));
    const keys = parsePeople({ members: [], keys: pairs.map((pair, at) => epoch(at + 1, pair, at === 39)), standbys: [] }).keys;
    const keyring = { organisation: ORGANISATION, circleKey: async (_: string, name: string) => known.get(name) };

    await give({ ...here, keyring: keyring as unknown as Place["keyring"] }, ELDER, elder.publicKey, keys);

    expect(sent.map(({ body }) => body.wraps.length)).toEqual([30, 10]);
    expect(sent[0]?.body.wraps[0]?.epoch).toBe(40);
  });

  test("a new key leaves out whom nobody vouched for, unless the words were compared just now", async () => {
    const forged = await member(ELDER, stranger.publicKey, null);
    const { place: here, sent } = await place();

    await rotate(here, await circle([forged]), "exposed");
    await rotate(here, await circle([forged]), "planned", [[ELDER, elder.publicKey]]);

    expect(sent.map(personsOf)).toEqual([[ASH, BEECH, CHERRY].sort(), [ASH, BEECH, CHERRY, ELDER].sort()]);
    expect(sent.map(({ body }) => body["reason"])).toEqual(["exposed", "planned"]);
  });

  test("a key that was put away or slipped in vouches for nobody: the next is for those whose words were compared", async () => {
    const forged = await member(BEECH, stranger.publicKey, house.circleKey);
    const stopped = parsePeople({ members: [await member(ASH, ash.publicKey, house.circleKey), forged, await member(CHERRY, cherry.publicKey, house.circleKey)], keys: [epoch(1, house.circleKey, false)], standbys: [] });
    const before = await keyPairFromSeed(fill(200));
    const slipped = parsePeople({ members: [await member(ASH, ash.publicKey, house.circleKey, [1, 2]), { ...forged, epochs: [2] }], keys: [epoch(1, before, false), epoch(2, house.circleKey, true)], standbys: [] });
    const { place: here, sent } = await place();
    const keyring = { organisation: ORGANISATION, publicKey: ash.publicKey, renew: () => undefined, circleKey: async (_: string, name: string) => (name === toHex(before.keyId) ? before : house.circleKey) };
    const holder = { ...here, keyring: keyring as unknown as Place["keyring"] };

    await rotate(here, stopped, "planned", [[CHERRY, cherry.publicKey]]);
    await rotate(holder, slipped, "exposed");

    expect(sent.map(personsOf)).toEqual([[ASH, CHERRY].sort(), [ASH]]);
    expect(await trusted(here, stopped)).toEqual([[ASH, ash.publicKey]]);
  });

  test("a circle's first key follows nothing and is for those whose words were compared", async () => {
    const { place: here, sent } = await place();
    const people = parsePeople({ members: [await member(ASH, ash.publicKey, null, []), await member(BEECH, beech.publicKey, null, [])], keys: [], standbys: [] });

    await rotate(here, people, "planned", [[BEECH, beech.publicKey]]);

    const [{ body }] = sent as [Sent];
    expect([body["after"], body["endorsement"]]).toEqual([null, null]);
    expect(personsOf(sent[0] as Sent)).toEqual([ASH, BEECH].sort());
  });
});

describe("endorsing another circle", () => {
  const waits = { circle: "night", label: "Night", key_id: toHex(stranger.keyId), public_key: toBase64(stranger.publicKey), since: null, by: null, people: ["Elder"] };

  async function answering(...circles: readonly object[]): Promise<{ readonly here: Place; readonly sent: Sent[] }> {
    const { place: here, sent } = await place();
    const send = async (method: string, path: string, body?: object): Promise<unknown> =>
      method === "GET" ? { circles } : here.api.send(method as "POST", path, body);
    return { here: { ...here, api: { send } }, sent };
  }

  test("is a vouch under one's own circle's key for the key whose words were shown", async () => {
    const { here, sent } = await answering(waits);
    const [one] = waitingFor(await fetchKnown(here), CIRCLE) as [KnownCircle];

    await endorse(here, one);

    const [{ path, body }] = sent as [Sent];
    const by = { circle: CIRCLE, keyId: String(body["by_key"]), vouch: fromBase64(String(body["vouch"])) };
    expect([path, body["circle"], body["key_id"]]).toEqual([`/circles/${CIRCLE}/endorsements`, "night", waits.key_id]);
    expect(await isOurs(here, { ...one, by })).toBe("yes");
  });

  test("what one's own key never made is found, for another circle, key, or vouch; what one cannot check is unknown", async () => {
    const { here } = await answering(waits);
    const [one] = (await fetchKnown(here)) as [KnownCircle];
    const context = { purpose: "vouch/circle", organisation: ORGANISATION, circle: CIRCLE, keyId: toHex(house.circleKey.keyId), subject: "night" } as const;
    const by = { circle: CIRCLE, keyId: context.keyId, vouch: await vouch(house.circleKey, one.publicKey, context) };

    expect(await isOurs(here, { ...one, by })).toBe("yes");
    expect(await isOurs(here, { ...one, circle: "dawn", by })).toBe("no");
    expect(await isOurs(here, { ...one, publicKey: elder.publicKey, by })).toBe("no");
    expect(await isOurs(here, { ...one, by: { ...by, vouch: new Uint8Array(32) } })).toBe("no");
    expect(await isOurs(here, { ...one, by: { ...by, keyId: toHex(stranger.keyId) } })).toBe("unknown");
    expect(await isOurs(here, one)).toBe("unknown");
  });
});
