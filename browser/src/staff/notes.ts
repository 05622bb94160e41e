/** A circle's note about a theme: sealed to its newest key, {"v": 1, "title": "…", "words": "…"}. */
import { toHex, utf8, type Bytes } from "../crypto/bytes";
import { parseEnvelope } from "../crypto/envelope";
import { BrokenSeal } from "../crypto/errors";
import { openEnvelope } from "../crypto/open";
import { seal } from "../crypto/seal";
import { NoKey, type Keyring } from "./keyring";

export interface Note {
  readonly title: string;
  readonly words: string;
}

/** Throws TooLong, or what fetching the circle's keys throws. */
export async function sealNote(keyring: Keyring, circle: string, theme: string, { title, words }: Note): Promise<Bytes> {
  const pair = await keyring.newestKey(circle);
  const context = { purpose: "theme/note", organisation: keyring.organisation, circle, keyId: toHex(pair.keyId), subject: theme } as const;
  return seal(utf8(JSON.stringify({ v: 1, title, words })), pair.publicKey, context);
}

/** The note, or undefined where it does not open here. */
export async function openNote(keyring: Keyring, circle: string, theme: string, note: Bytes): Promise<Note | undefined> {
  try {
    const keyId = toHex(parseEnvelope(note).keyId);
    const context = { purpose: "theme/note", organisation: keyring.organisation, circle, keyId, subject: theme } as const;
    return read(await openEnvelope(note, await keyring.circleKey(circle, keyId), context));
  } catch (error) {
    if (error instanceof BrokenSeal || error instanceof NoKey) return undefined;
    throw error;
  }
}

function read(plain: Bytes): Note | undefined {
  try {
    const { v, title, words } = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(plain)) as Record<string, unknown>;
    return v === 1 && typeof title === "string" && typeof words === "string" ? { title, words } : undefined;
  } catch {
    return undefined;
  }
}
