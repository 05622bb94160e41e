/** The shared vectors, read from the same file as Python reads. */
import { readFileSync } from "node:fs";
import type { Context, Purpose } from "../../src/crypto/context";

interface ContextCase {
  readonly purpose: Purpose;
  readonly organisation: string;
  readonly circle: string;
  readonly key_id: string;
  readonly subject: string;
  readonly encoded: string;
}

interface SealedCase {
  readonly by: string;
  readonly text: string;
  readonly repeat: number;
  readonly seed: string;
  readonly context: ContextCase;
  readonly envelope: string;
}

interface Vectors {
  readonly contexts: readonly ContextCase[];
  readonly padding: readonly { text: string; repeat: number; bucket: number; sha256: string }[];
  readonly keys: readonly { seed: string; public_sha256: string; key_id: string; fingerprint: string[] }[];
  readonly passphrases: readonly {
    passphrase: string;
    salt: string;
    memory_kib: number;
    passes: number;
    lanes: number;
    proof: string;
    unlock_key: string;
    seed: string;
    nonce: string;
    context: ContextCase;
    locked: string;
  }[];
  readonly receipts: readonly {
    stream: string;
    organisation: string;
    text: string;
    lookup: string;
    token: string;
    seed: string;
    verifier: string;
    thread: string;
  }[];
  readonly typed_receipts: readonly { typed: string; text?: string; unknown_position?: number }[];
  readonly tampered: readonly {
    name: string;
    flip?: number;
    mask?: number;
    cut?: number;
    append?: number;
    seed?: string;
    context?: Partial<ContextCase>;
  }[];
  readonly vouches: readonly { circle_seed: string; vouched_seed: string; context: ContextCase; vouch: string }[];
  readonly sealed: readonly SealedCase[];
  readonly malformed: readonly { name: string; seed: string; context: ContextCase; envelope: string }[];
  readonly wrapped: readonly {
    by: string;
    circle_seed: string;
    member_seed: string;
    context: ContextCase;
    wrapped: string;
  }[];
}

function read(name: string): string {
  return readFileSync(new URL(`../../../tests/vectors/${name}`, import.meta.url), "utf8");
}

export const vectors = JSON.parse(read("crypto.json")) as Vectors;
export const published = JSON.parse(read("crypto-published.json")) as Record<
  "info" | "skRm" | "pkRm" | "enc" | "shared_secret" | "aad" | "ct" | "pt",
  string
>;

export function contextOf(fields: ContextCase): Context {
  const { purpose, organisation, circle, key_id: keyId, subject } = fields;
  return { purpose, organisation, circle, keyId, subject };
}

export async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Buffer.from(digest).toString("hex");
}
