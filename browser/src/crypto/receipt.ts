/** Receipts, the twin of service/crypto/receipts.py: eight words, made here and never sent.
 *
 * The word list is an argument, so that it loads as its own chunk (words.ts). Errors name a position and
 * never a word; what a mistyped word may have been is worked out on the device, in dialogue/near.ts.
 */
import { browserChance, utf8, type Bytes, type Chance } from "./bytes";
import { NotAReceipt, UnknownWord } from "./errors";
import { derive, labelledHash } from "./framing";

export const RECEIPT_WORDS = 8;
const INDEX_MASK = 0x1fff;
// Spelt out, because Python and JavaScript disagree on what \s means; see receipts.py.
const SEPARATORS = /[ \t\n\v\f\r\u0085\u1680\u180e\u200b\u2028\u2029\ufeff,.;]+/;
const DASHES = /[\u2010-\u2015\u2212]/g;

/** Eight known words, in order. */
export interface Receipt {
  readonly words: readonly string[];
}

export interface ReceiptKeys {
  /** 16 bytes by which the dialogue is found. */
  readonly lookup: Bytes;
  /** 32 bytes that prove the right to it. */
  readonly token: Bytes;
  /** The 32-byte seed of the key pair that opens replies. */
  readonly seed: Bytes;
  /** 32 bytes told to the circle inside the sealed report and to nobody else: every message is bound to them. */
  readonly thread: Bytes;
}

/** A new receipt. Draws again above 7,775, so that every word is equally likely. */
export function makeReceipt(words: readonly string[], chance: Chance = browserChance): Receipt {
  const chosen: string[] = [];
  while (chosen.length < RECEIPT_WORDS) {
    const [high = 0, low = 0] = chance(2);
    const word = words[((high << 8) | low) & INDEX_MASK];
    if (word !== undefined) chosen.push(word);
  }
  return { words: chosen };
}

/** What is shown, and what the keys are derived from: the words with single spaces. */
export function receiptText(receipt: Receipt): string {
  return receipt.words.join(" ");
}

/** What somebody typed as words, in any case, with spaces, commas or dots between and any dash inside. */
export function typedWords(text: string): readonly string[] {
  const folded = text.normalize("NFKC").replace(DASHES, "-").toLowerCase();
  return folded.split(SEPARATORS).filter((word) => word !== "");
}

/** The receipt somebody typed. Throws NotAReceipt, or UnknownWord with the first wrong position. */
export function normaliseReceipt(text: string, words: readonly string[]): Receipt {
  const typed = typedWords(text);
  if (typed.length !== RECEIPT_WORDS) throw new NotAReceipt();
  const known = new Set(words);
  typed.forEach((word, index) => {
    if (!known.has(word)) throw new UnknownWord(index + 1);
  });
  return { words: typed };
}

/** The four secrets of a receipt in one organisation: the same words elsewhere give unrelated keys. */
export async function deriveReceiptKeys(receipt: Receipt, organisation: string): Promise<ReceiptKeys> {
  const secret = utf8(receiptText(receipt));
  return {
    lookup: await derive(secret, 16, "receipt lookup", organisation),
    token: await derive(secret, 32, "receipt token", organisation),
    seed: await derive(secret, 32, "receipt seed", organisation),
    thread: await derive(secret, 32, "receipt thread", organisation),
  };
}

/** What the server keeps of a token: its labelled SHA-256, 32 bytes. */
export function verifier(token: Uint8Array): Promise<Bytes> {
  return labelledHash("receipt verifier", token);
}
