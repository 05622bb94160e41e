/** Keys, sealing, opening and wrapping, against what Python sealed and what others published. */
import { AEAD_ChaCha20Poly1305, KEM_MLKEM768_X25519 } from "@panva/hpke-noble";
import { CipherSuite, KDF_HKDF_SHA256 } from "hpke";
import { describe, expect, test } from "vitest";
import { concat, fromBase64, fromHex, toHex, utf8, type Bytes } from "../../src/crypto/bytes";
import type { Context } from "../../src/crypto/context";
import { BrokenSeal, NotAKey, WrongContext } from "../../src/crypto/errors";
import { fingerprintWords, keyId, keyPairFromSeed, type KeyPair } from "../../src/crypto/keys";
import { openEnvelope } from "../../src/crypto/open";
import { encrypt, seal } from "../../src/crypto/seal";
import { unwrap, wrap } from "../../src/crypto/wrap";
import { WORDS } from "../../src/crypto/words";
import { contextOf, published, sha256, vectors } from "./cases";

const PAIR = await keyPairFromSeed(Uint8Array.from({ length: 32 }, (_, byte) => byte));
const OTHER = await keyPairFromSeed(new Uint8Array(32));
const REPORT: Context = {
  purpose: "report/device",
  organisation: "riverside",
  circle: "workload",
  keyId: toHex(PAIR.keyId),
  subject: "ab".repeat(16),
};
const CIRCLE: Context = { ...REPORT, purpose: "circle-key", subject: "p-7" };

/** The one error: exactly this class, no reason and no cause. */
async function expectBroken(opening: Promise<unknown>): Promise<void> {
  const error = await opening.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(BrokenSeal);
  expect((error as Error).constructor).toBe(BrokenSeal);
  expect((error as Error).message).toBe("broken seal");
  expect((error as Error).cause).toBeUndefined();
}

describe("published vectors", () => {
  test("a published seed gives the published public key", async () => {
    expect(toHex((await keyPairFromSeed(fromHex(published.skRm))).publicKey)).toBe(published.pkRm);
  });

  test("the published encapsulation gives the published shared secret", async () => {
    const kem = KEM_MLKEM768_X25519();
    const key = await kem.DeserializePrivateKey(fromHex(published.skRm), false);

    const secret = await kem.Decap(fromHex(published.enc), key, undefined);

    expect(toHex(secret)).toBe(published.shared_secret);
  });

  test("a published envelope opens with the published seed", async () => {
    const suite = new CipherSuite(KEM_MLKEM768_X25519, KDF_HKDF_SHA256, AEAD_ChaCha20Poly1305);
    const key = await suite.DeserializePrivateKey(fromHex(published.skRm), false);
    const options = { info: fromHex(published.info), aad: fromHex(published.aad) };

    const opened = await suite.Open(key, fromHex(published.enc), fromHex(published.ct), options);

    expect(toHex(opened)).toBe(published.pt);
  });
});

describe("keys", () => {
  test.each(vectors.keys)("seed $seed gives the id and the words both languages agreed on", async (one) => {
    const pair = await keyPairFromSeed(fromHex(one.seed));

    expect(await sha256(pair.publicKey)).toBe(one.public_sha256);
    expect(toHex(pair.keyId)).toBe(one.key_id);
    expect(await fingerprintWords(pair.publicKey, WORDS)).toEqual(one.fingerprint);
  });

  test("a seed of another length is no key", async () => {
    await expect(keyPairFromSeed(new Uint8Array(31))).rejects.toThrow(NotAKey);
  });
});

describe("sealing", () => {
  test("every ordinary text has the same size and comes back", async () => {
    for (const length of [0, 1, 100, 500, 4000, 8188]) {
      const plaintext = utf8("x".repeat(length));

      const sealed = await seal(plaintext, PAIR.publicKey, REPORT);

      expect(sealed.length).toBe(9345);
      expect(await openEnvelope(sealed, PAIR, REPORT)).toEqual(plaintext);
    }
  });

  test("two seals of one text share only version and key id", async () => {
    const [one, other] = [await seal(utf8("x"), PAIR.publicKey, REPORT), await seal(utf8("x"), PAIR.publicKey, REPORT)];

    expect(one.slice(0, 17)).toEqual(other.slice(0, 17));
    expect(one.slice(17, 1137)).not.toEqual(other.slice(17, 1137));
    expect(one.slice(1137)).not.toEqual(other.slice(1137));
  });

  test("a context that names another key is refused before sealing", async () => {
    await expect(seal(utf8("x"), OTHER.publicKey, REPORT)).rejects.toThrow(WrongContext);
  });

  test.each([
    ["nothing", new Uint8Array()],
    ["too short", PAIR.publicKey.slice(1)],
    ["no polynomial", new Uint8Array(1216).fill(255)],
    ["one coefficient too large", concat(Uint8Array.of(0x01, 0x0d | (PAIR.publicKey[1]! & 0xf0)), PAIR.publicKey.slice(2))],
    ["a point of low order", concat(PAIR.publicKey.slice(0, 1184), new Uint8Array(32))],
  ])("a public key that is %s is refused", async (_, publicKey) => {
    const context = { ...REPORT, keyId: toHex(await keyId(publicKey)) };

    await expect(seal(utf8("x"), publicKey, context)).rejects.toThrow(NotAKey);
  });
});

describe("opening", () => {
  test.each(vectors.sealed)("an envelope sealed by $by opens ($repeat times)", async (one) => {
    const pair = await keyPairFromSeed(fromHex(one.seed));

    const opened = await openEnvelope(fromBase64(one.envelope), pair, contextOf(one.context));

    expect(new TextDecoder().decode(opened)).toBe(one.text.repeat(one.repeat));
  });

  for (const base of vectors.sealed.slice(0, 2)) {
    test.each(vectors.tampered)(`$name, sealed by ${base.by}, gives the one error`, async (change) => {
      const data = fromBase64(base.envelope);
      if (change.flip !== undefined) data[change.flip] = (data[change.flip] ?? 0) ^ (change.mask ?? 0);
      const changed = concat(data.slice(0, change.cut ?? data.length), new Uint8Array(change.append ?? 0));
      const pair = await keyPairFromSeed(fromHex(change.seed ?? base.seed));

      await expectBroken(openEnvelope(changed, pair, contextOf({ ...base.context, ...change.context })));
    });
  }

  test.each(vectors.malformed)("wrong padding inside gives the one error: $name", async (one) => {
    const pair = await keyPairFromSeed(fromHex(one.seed));

    await expectBroken(openEnvelope(fromBase64(one.envelope), pair, contextOf(one.context)));
  });

  test("an X25519 share of low order and a context that is no text give the one error", async () => {
    const sealed = await seal(utf8("x"), PAIR.publicKey, REPORT);

    await expectBroken(openEnvelope(sealed.slice().fill(0, 1105, 1137), PAIR, REPORT));
    await expectBroken(openEnvelope(sealed, PAIR, { ...REPORT, subject: "\ud800" }));
  });
});

describe("wrapping", () => {
  test.each(vectors.wrapped)("a seed wrapped by $by comes out again", async (one) => {
    const member = await keyPairFromSeed(fromHex(one.member_seed));

    const circle = await unwrap(fromBase64(one.wrapped), member, contextOf(one.context));

    expect(toHex(circle.seed)).toBe(one.circle_seed);
  });

  test("a seed is wrapped only under the name and purpose of its own key", async () => {
    await expect(wrap(PAIR.seed, OTHER.publicKey, REPORT)).rejects.toThrow(WrongContext);
    await expect(wrap(OTHER.seed, OTHER.publicKey, CIRCLE)).rejects.toThrow(WrongContext);
  });

  test("no change of a wrap, its reader or its context is accepted", async () => {
    const wrapped = await wrap(PAIR.seed, OTHER.publicKey, CIRCLE);
    const flipped = (at: number): Bytes => wrapped.map((byte, index) => (index === at ? byte ^ 1 : byte));
    const attempts: [Bytes, KeyPair, Context][] = [
      ...[0, 1, 17, 1105, 1137, 1184].map((at): [Bytes, KeyPair, Context] => [flipped(at), OTHER, CIRCLE]),
      [wrapped.slice(1), OTHER, CIRCLE],
      [wrapped, PAIR, CIRCLE],
      [wrapped, OTHER, { ...CIRCLE, subject: "p-8" }],
      [wrapped, OTHER, { ...CIRCLE, purpose: "report/device" }],
    ];

    expect(wrapped.length).toBe(1185);
    for (const [data, member, context] of attempts) await expectBroken(unwrap(data, member, context));
  });

  test("a wrap that holds another seed than its context names is broken", async () => {
    const swapped = await encrypt(OTHER.seed, OTHER.publicKey, CIRCLE);

    await expectBroken(unwrap(concat(Uint8Array.of(0x11), OTHER.keyId, swapped), OTHER, CIRCLE));
  });
});
