/** The API's answers to a signed-in person, as values. Nothing here opens anything. */
import { fromBase64, type Bytes } from "../crypto/bytes";
import type { Parameters } from "../crypto/passphrase";
import { count, fields, list, oneOf, text, textOrNull } from "../shape";

export const BANDS = ["same-day", "this-week", "thematic"] as const;
export type Band = (typeof BANDS)[number];
export type SealedBy = "device" | "service";

export interface SignInParameters {
  readonly salt: Bytes;
  readonly kdf: Parameters;
}

export interface SignedIn {
  readonly role: string;
  /** An address on this site. */
  readonly next: string;
}

export interface CircleName {
  readonly circle: string;
  readonly label: string;
}

export interface Me {
  readonly person: string;
  readonly display: string;
  readonly circles: readonly CircleName[];
  /** Circles they are in without their key. */
  readonly waiting: readonly CircleName[];
  readonly lockedKey: Bytes | null;
}

export interface WrappedKey {
  readonly keyId: string;
  /** Whether the circle receives with it. */
  readonly active: boolean;
  readonly wrapped: Bytes;
}

/** What the server knows of a report: codes, a day or a week, and how often it was changed. */
export interface CodedReport {
  readonly report: string;
  readonly kind: string;
  readonly unit: string;
  readonly roleGroup: string;
  readonly setting: string;
  readonly factors: readonly string[];
  /** Suggested factors that somebody marked as not fitting; none where a report is listed without them. */
  readonly rejected: readonly string[];
  readonly impact: string;
  readonly potential: string;
  readonly spread: string;
  readonly band: Band;
  readonly received: string;
  readonly sealedBy: SealedBy;
  readonly isCoded: boolean;
  readonly version: number;
}

/** What somebody makes of a report: its factors, and suggested ones that do not fit it. */
export type Choice = Pick<CodedReport, "factors" | "rejected">;

/** What is new waits in bands; what is coded stands apart. */
export type Shelf = "new" | "coded";

export interface Queue {
  readonly reports: readonly CodedReport[];
  /** The mark the next page comes after; null on the last page. */
  readonly after: string | null;
  /** How many wait in each band: on the first page of what is new. */
  readonly waiting: readonly (readonly [Band, number])[];
}

export interface SealedReport extends CodedReport {
  readonly keyId: string;
  /** Base64 as it came: whether it is well-formed is for the opening to find out. */
  readonly envelope: string;
  readonly told: Told;
  /** Whether the engine's suggestions may be shown: a quarter of reports is coded without. */
  readonly suggests: boolean;
}

/** With which report it is counted, and how many are counted with it. */
export interface Told {
  readonly original: string | null;
  readonly others: number;
}

export function parseTold(answer: unknown): Told {
  const { original, others } = fields(answer);
  return { original: textOrNull(original), others: count(others) };
}

export function parseParameters(answer: unknown): SignInParameters {
  const { salt, kdf } = fields(answer);
  const { name, memory_kib: memoryKib, passes, lanes } = fields(kdf);
  oneOf(name, ["argon2id"]);
  return {
    salt: fromBase64(text(salt)),
    kdf: { memoryKib: count(memoryKib), passes: count(passes), lanes: count(lanes) },
  };
}

export function parseSignedIn(answer: unknown): SignedIn {
  const { role, next } = fields(answer);
  return { role: text(role), next: text(next) };
}

export function parseMe(answer: unknown): Me {
  const me = fields(answer);
  const locked = textOrNull(me["locked_key"]);
  return {
    person: text(me["person"]),
    display: text(me["display"]),
    circles: list(me["circles"], parseCircleName),
    waiting: list(me["waiting"], parseCircleName),
    lockedKey: locked === null ? null : fromBase64(locked),
  };
}

function parseCircleName(item: unknown): CircleName {
  const { circle, label } = fields(item);
  return { circle: text(circle), label: text(label) };
}

export function parseWrappedKeys(answer: unknown): readonly WrappedKey[] {
  return list(fields(answer)["keys"], (item) => {
    const { key_id: keyId, active, wrapped } = fields(item);
    return { keyId: text(keyId), active: active === true, wrapped: fromBase64(text(wrapped)) };
  });
}

export function parseReport(answer: unknown): CodedReport {
  const report = fields(answer);
  return {
    report: text(report["report"]),
    kind: text(report["kind"]),
    unit: text(report["unit"]),
    roleGroup: text(report["role_group"]),
    setting: text(report["setting"]),
    factors: list(report["factors"], text),
    rejected: list(report["rejected"] ?? [], text),
    impact: text(report["impact"]),
    potential: text(report["potential"]),
    spread: text(report["spread"]),
    band: oneOf(report["band"], BANDS),
    received: text(report["received"]),
    sealedBy: oneOf(report["sealed_by"], ["device", "service"]),
    isCoded: oneOf(report["state"], ["new", "coded"]) === "coded",
    version: count(report["version"]),
  };
}

export function parseQueue(answer: unknown): Queue {
  const { reports, after, waiting } = fields(answer);
  const bands = waiting === null ? undefined : fields(waiting);
  return {
    reports: list(reports, parseReport),
    after: textOrNull(after),
    waiting: bands === undefined ? [] : BANDS.map((band) => [band, count(bands[band.replace("-", "_")])] as const),
  };
}

/** Closed envelopes by report. */
export function parseEnvelopes(answer: unknown): ReadonlyMap<string, { readonly keyId: string; readonly envelope: string; readonly suggests: boolean }> {
  return new Map(
    list(fields(answer)["envelopes"], (item) => {
      const { report, key_id: keyId, envelope, suggests } = fields(item);
      return [text(report), { keyId: text(keyId), envelope: text(envelope), suggests: suggests === true }] as const;
    }),
  );
}

export function parseSealedReport(answer: unknown): SealedReport {
  const { key_id: keyId, envelope, suggests } = fields(answer);
  return { ...parseReport(answer), keyId: text(keyId), envelope: text(envelope), told: parseTold(answer), suggests: suggests === true };
}
