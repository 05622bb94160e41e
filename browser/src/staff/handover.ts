/** Seals a report and its dialogue anew for another circle. What does not open is not touched. */
import { fromBase64, toBase64, toHex, type Bytes } from "../crypto/bytes";
import { BrokenSeal } from "../crypto/errors";
import { keyId, type KeyPair } from "../crypto/keys";
import { messageKeyId, openMessage, sealMessage } from "../crypto/message";
import { openEnvelope } from "../crypto/open";
import { seal } from "../crypto/seal";
import { parseDirectory, type Circle } from "../directory";
import type { SealedReport } from "./answers";
import { Refused, type StaffApi } from "./api";
import type { ClosedDialogue } from "./dialogue-answers";
import { NoKey, type Keyring } from "./keyring";
import { readReport } from "./narrative";

interface Target {
  readonly organisation: string;
  readonly from: string;
  readonly to: string;
  readonly keyId: string;
  readonly publicKey: Bytes;
}

interface Messages {
  readonly from_reporter: readonly (string | null)[];
  readonly to_reporter: readonly (string | null)[];
  readonly copies: readonly (string | null)[];
}

const NO_MESSAGES: Messages = { from_reporter: [], to_reporter: [], copies: [] };

/** The other circles a report can go to, with the keys they receive with now. */
export async function otherCircles(api: Pick<StaffApi, "send">, circle: string): Promise<readonly Circle[]> {
  const { circles } = parseDirectory(await api.send("GET", "/directory"));
  return [...circles.values()].filter((one) => one.circle !== circle);
}

/** Give a report to another circle. Throws BrokenSeal, NoKey, or what sending throws; nothing is changed then. */
export async function handOver(api: StaffApi, keyring: Keyring, from: string, report: SealedReport, to: Circle): Promise<void> {
  const publicKey = fromBase64(to.key.publicKey);
  if (toHex(await keyId(publicKey)) !== to.key.keyId) throw new BrokenSeal();
  const target = { organisation: keyring.organisation, from, to: to.circle, keyId: to.key.keyId, publicKey };
  const own = await keyring.circleKey(from, report.keyId);
  const place = { purpose: `report/${report.sealedBy}`, organisation: target.organisation, subject: report.report } as const;
  const plain = await openEnvelope(fromBase64(report.envelope), own, { ...place, circle: from, keyId: report.keyId });
  const envelope = await seal(plain, publicKey, { ...place, circle: to.circle, keyId: to.key.keyId });
  const { thread } = readReport(plain);
  const closed = thread === "" ? undefined : await dialogueOf(api, from, report.report);
  const messages = closed === undefined ? NO_MESSAGES : await resealMessages(keyring, target, closed, thread);
  await api.send("POST", `/circles/${from}/reports/${report.report}/hand-over`, {
    circle: to.circle,
    version: report.version,
    envelope: toBase64(envelope),
    ...messages,
  });
}

async function dialogueOf(api: StaffApi, circle: string, report: string): Promise<ClosedDialogue | undefined> {
  try {
    return await api.dialogue(circle, report);
  } catch (error) {
    if (error instanceof Refused && error.code === "no-dialogue") return undefined;
    throw error;
  }
}

/** A reporter opens answers by the circle that has the report now: they are sealed anew from the circle's copies. */
async function resealMessages(keyring: Keyring, target: Target, closed: ClosedDialogue, thread: string): Promise<Messages> {
  const open = (sealed: Bytes, purpose: "message/to-circle" | "message/copy"): Promise<Bytes | null> => openOne(keyring, target, sealed, purpose, thread);
  const asked = await Promise.all(closed.fromReporter.map((sealed) => open(sealed, "message/to-circle")));
  const copies = await Promise.all(closed.copies.map((sealed) => open(sealed, "message/copy")));
  const reporter = { keyId: toHex(await keyId(closed.publicKey)), publicKey: closed.publicKey };
  const each = (plains: readonly (Bytes | null)[], sealOne: (plain: Bytes) => Promise<string>): Promise<readonly (string | null)[]> =>
    Promise.all(plains.map((plain) => (plain === null ? null : sealOne(plain))));
  return {
    from_reporter: await each(asked, (plain) => sealTo(target, target, plain, "message/to-circle", thread)),
    to_reporter: await each(copies, (plain) => sealTo(target, reporter, plain, "message/to-reporter", thread)),
    copies: await each(copies, (plain) => sealTo(target, target, plain, "message/copy", thread)),
  };
}

type MessagePurpose = "message/to-circle" | "message/to-reporter" | "message/copy";

async function sealTo({ organisation, to }: Target, key: { readonly keyId: string; readonly publicKey: Bytes }, plain: Bytes, purpose: MessagePurpose, thread: string): Promise<string> {
  return toBase64(await sealMessage(plain, key.publicKey, { purpose, organisation, circle: to, keyId: key.keyId, subject: thread }));
}

async function openOne(keyring: Keyring, { organisation, from }: Target, sealed: Bytes, purpose: MessagePurpose, thread: string): Promise<Bytes | null> {
  try {
    const to = messageKeyId(sealed);
    const pair: KeyPair = await keyring.circleKey(from, to);
    return await openMessage(sealed, pair, { purpose, organisation, circle: from, keyId: to, subject: thread });
  } catch (error) {
    if (error instanceof BrokenSeal || error instanceof NoKey) return null;
    throw error;
  }
}
