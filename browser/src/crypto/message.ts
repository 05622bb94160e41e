/** Messages of a dialogue and a reporter's mailbox, the twin of service/crypto/messages.py.
 *
 * message 0x31 (1) | key id (16) | encapsulated secret (1120) | ciphertext (2,048 + 16)
 * mailbox 0x41 (1) | encapsulated secret (1120) | ciphertext (36,864 + 16)
 */
import { concat, equal, toHex, type Bytes } from "./bytes";
import type { Context } from "./context";
import { ENC_BYTES, TAG_BYTES } from "./envelope";
import { BrokenSeal, WrongContext } from "./errors";
import { KEY_ID_BYTES, keyId, type KeyPair } from "./keys";
import { decrypt } from "./open";
import { padTo, unpadFrom } from "./padding";
import { encrypt } from "./seal";

const MESSAGE_VERSION = 0x31;
export const MESSAGE_BUCKET = 2048;
/** What fits into one message, in bytes. */
export const MAX_MESSAGE = MESSAGE_BUCKET - 4;
export const MESSAGE_BYTES = 1 + KEY_ID_BYTES + ENC_BYTES + MESSAGE_BUCKET + TAG_BYTES;
const MAILBOX_VERSION = 0x41;
const MAILBOX_BUCKET = 36_864;
export const MAILBOX_BYTES = 1 + ENC_BYTES + MAILBOX_BUCKET + TAG_BYTES;

/** A message for the holder of `publicKey` and for this context only.
 *
 * Throws WrongContext if the context names another key or purpose, TooLong above 2,044 bytes, NotAKey.
 */
export async function sealMessage(plaintext: Uint8Array, publicKey: Uint8Array, context: Context): Promise<Bytes> {
  const recipient = await keyId(publicKey);
  if (!context.purpose.startsWith("message/") || context.keyId !== toHex(recipient)) throw new WrongContext();
  const sealed = await encrypt(padTo(plaintext, MESSAGE_BUCKET), publicKey, context);
  return concat(Uint8Array.of(MESSAGE_VERSION), recipient, sealed);
}

/** The id of the key a message was sealed to, in hex. Throws BrokenSeal. */
export function messageKeyId(data: Uint8Array): string {
  if (data.length !== MESSAGE_BYTES || data[0] !== MESSAGE_VERSION) throw new BrokenSeal();
  return toHex(data.subarray(1, 1 + KEY_ID_BYTES));
}

/** What a message says. Throws BrokenSeal, nothing else. */
export async function openMessage(data: Uint8Array, keyPair: KeyPair, context: Context): Promise<Bytes> {
  const recipient = messageKeyId(data);
  if (!equal(data.subarray(1, 1 + KEY_ID_BYTES), keyPair.keyId) || context.keyId !== recipient) throw new BrokenSeal();
  return unpadFrom(await decrypt(data.subarray(1 + KEY_ID_BYTES), keyPair.seed, context), MESSAGE_BUCKET);
}

/** What a mailbox holds. Throws BrokenSeal: it is damaged, or the receipt names no dialogue here. */
export async function openMailbox(data: Uint8Array, seed: Bytes, organisation: string, lookup: string): Promise<Bytes> {
  if (data.length !== MAILBOX_BYTES || data[0] !== MAILBOX_VERSION) throw new BrokenSeal();
  const context: Context = { purpose: "mailbox", organisation, circle: "", keyId: "", subject: lookup };
  return unpadFrom(await decrypt(data.subarray(1), seed, context), MAILBOX_BUCKET);
}
