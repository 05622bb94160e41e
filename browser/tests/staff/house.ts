/** A circle, its member and a report sealed to it, made with the real sealing room. */
import { fromHex, toBase64, toHex, utf8, type Bytes } from "../../src/crypto/bytes";
import { keyPairFromSeed, type KeyPair } from "../../src/crypto/keys";
import { lockSeed } from "../../src/crypto/passphrase";
import { seal } from "../../src/crypto/seal";
import { wrap } from "../../src/crypto/wrap";
import type { Me, SealedReport, WrappedKey } from "../../src/staff/answers";
import { Keyring } from "../../src/staff/keyring";

export const ORGANISATION = "harbour";
export const CIRCLE = "tools";
export const PERSON = "aa".repeat(16);
export const REPORT = "0123456789abcdef0123456789abcdef";
export const UNLOCK_KEY: Bytes = new Uint8Array(32).fill(7);

export const fill = (byte: number): Bytes => new Uint8Array(32).fill(byte);

export interface House {
  readonly me: Me;
  readonly circleKey: KeyPair;
  readonly wrapped: readonly WrappedKey[];
}

export async function makeHouse(): Promise<House> {
  const member = await keyPairFromSeed(fill(1));
  const circleKey = await keyPairFromSeed(fill(2));
  const keyId = toHex(circleKey.keyId);
  const context = { purpose: "member-key", organisation: ORGANISATION, circle: "", keyId: "", subject: PERSON } as const;
  const lockedKey = await lockSeed(member.seed, UNLOCK_KEY, context);
  const wrapped = await wrap(circleKey.seed, member.publicKey, {
    purpose: "circle-key",
    organisation: ORGANISATION,
    circle: CIRCLE,
    keyId,
    subject: PERSON,
  });
  const me = { person: PERSON, display: "Ash", circles: [{ circle: CIRCLE, label: "Tools" }], waiting: [], lockedKey };
  return { me, circleKey, wrapped: [{ keyId, active: true, wrapped }] };
}

export function unlock({ me, wrapped }: House, key: Bytes = UNLOCK_KEY): Promise<Keyring> {
  return Keyring.unlock(me, ORGANISATION, key, async () => wrapped);
}

export async function sealedReport(house: House, plaintext: string | Bytes): Promise<SealedReport> {
  const keyId = toHex(house.circleKey.keyId);
  const context = { purpose: "report/device", organisation: ORGANISATION, circle: CIRCLE, keyId, subject: REPORT } as const;
  const bytes = typeof plaintext === "string" ? utf8(plaintext) : plaintext;
  const envelope = toBase64(await seal(bytes, house.circleKey.publicKey, context));
  return { ...coded(), keyId, envelope };
}

/** Coded fields as the API's answer has them after parsing. */
export function coded(): Omit<SealedReport, "keyId" | "envelope"> {
  return {
    report: REPORT,
    kind: "near-miss",
    unit: "north",
    roleGroup: "frontline",
    setting: "hospital",
    factors: ["digital-systems"],
    rejected: [],
    impact: "none-seen",
    potential: "harm",
    spread: "sometimes",
    band: "this-week",
    received: "2026-11-25",
    sealedBy: "device",
    isCoded: false,
    version: 1,
    told: { original: null, others: 0 },
    suggests: true,
  };
}

export const otherId = toHex(fromHex("ff".repeat(16)));
