/** Everything cryptographic a reporter needs.
 *
 * Words, keys and narrative stay in memory; only what `sealReport` returns may leave the device.
 */
import { browserChance, fromBase64, toBase64, toHex, utf8 } from "./crypto/bytes";
import { fingerprintWords, keyPairFromSeed } from "./crypto/keys";
import { deriveReceiptKeys, makeReceipt, verifier } from "./crypto/receipt";
import { seal } from "./crypto/seal";
import { WORDS } from "./crypto/words";
import { circleFor, type CircleKey, type Directory } from "./directory";
import { codedFields, plaintextOf, type Draft } from "./report";
import { breathe } from "./work";

const REPORT_ID_BYTES = 16;

/** What makes a report itself through every attempt: its id, its receipt, and the public half of its dialogue. */
export interface Ticket {
  /** 32 hex digits, random. */
  readonly report: string;
  readonly words: readonly string[];
  /** Told to the circle only, inside the seal; hex. */
  readonly thread: string;
  readonly dialogue: { readonly lookup: string; readonly verifier: string; readonly public_key: string };
}

/** A new ticket for one report in one organisation. */
export async function makeTicket(organisation: string): Promise<Ticket> {
  const receipt = makeReceipt(WORDS);
  const keys = await deriveReceiptKeys(receipt, organisation);
  const { publicKey } = await keyPairFromSeed(keys.seed);
  return {
    report: toHex(browserChance(REPORT_ID_BYTES)),
    words: receipt.words,
    thread: toHex(keys.thread),
    dialogue: {
      lookup: toHex(keys.lookup),
      verifier: toHex(await verifier(keys.token)),
      public_key: toBase64(publicKey),
    },
  };
}

/** The body of POST /reports: codes in the clear, the narrative sealed to the circle its factors lead to. */
export async function sealReport(draft: Draft, directory: Directory, ticket: Ticket): Promise<string> {
  const { circle, key } = circleFor(directory, draft.factors);
  const envelope = await seal(plaintextOf(draft, ticket.thread), fromBase64(key.publicKey), {
    purpose: "report/device",
    organisation: directory.organisation,
    circle,
    keyId: key.keyId,
    subject: ticket.report,
  });
  return JSON.stringify({
    report: ticket.report,
    coded: codedFields(draft),
    circle,
    envelope: toBase64(envelope),
    dialogue: ticket.dialogue,
  });
}

/** The six words of a circle's lock, from the very key that a report would be sealed to. */
export async function lockWords(key: CircleKey): Promise<string> {
  return (await fingerprintWords(fromBase64(key.publicKey), WORDS)).join(" ");
}

/** Seal an empty text to every circle and throw it away: if locking cannot work here, say so before anybody writes. */
export async function rehearse(directory: Directory): Promise<void> {
  for (const { circle, key } of directory.circles.values()) {
    const context = { organisation: directory.organisation, circle, keyId: key.keyId, subject: "" };
    await seal(utf8(""), fromBase64(key.publicKey), { purpose: "report/device", ...context });
    await breathe();
  }
}
