/** Vouches: what a circle's own secret says of a public key. */
import { describe, expect, test } from "vitest";
import { fromHex, toHex } from "../../src/crypto/bytes";
import { NotAKey, WrongContext } from "../../src/crypto/errors";
import { keyPairFromSeed } from "../../src/crypto/keys";
import { isVouchedFor, vouch } from "../../src/crypto/vouch";
import { contextOf, vectors } from "./cases";

describe("vouches", () => {
  test.each(vectors.vouches)("$context.purpose for $context.subject is the one Python makes", async (one) => {
    const circle = await keyPairFromSeed(fromHex(one.circle_seed));
    const { publicKey } = await keyPairFromSeed(fromHex(one.vouched_seed));
    const context = contextOf(one.context);

    expect(toHex(await vouch(circle, publicKey, context))).toBe(one.vouch);
    expect(await isVouchedFor(circle, publicKey, context, fromHex(one.vouch))).toBe(true);
  });

  test("any other byte, person, circle, key or length is no vouch", async () => {
    const [one] = vectors.vouches as [(typeof vectors.vouches)[number]];
    const circle = await keyPairFromSeed(fromHex(one.circle_seed));
    const { publicKey } = await keyPairFromSeed(fromHex(one.vouched_seed));
    const [context, shown] = [contextOf(one.context), fromHex(one.vouch)];
    const changed = shown.slice();
    changed[31] = (changed[31] ?? 0) ^ 1;

    expect(await isVouchedFor(circle, publicKey, context, changed)).toBe(false);
    expect(await isVouchedFor(circle, publicKey, context, shown.slice(1))).toBe(false);
    expect(await isVouchedFor(circle, circle.publicKey, context, shown)).toBe(false);
    expect(await isVouchedFor(circle, new Uint8Array(3), context, shown)).toBe(false);
    expect(await isVouchedFor(circle, publicKey, { ...context, subject: "p-8" }, shown)).toBe(false);
    expect(await isVouchedFor(circle, publicKey, { ...context, circle: "other" }, shown)).toBe(false);
  });

  test("what is no key, and another purpose or key, is refused", async () => {
    const circle = await keyPairFromSeed(new Uint8Array(32));
    const context = { purpose: "vouch/member", organisation: "a", circle: "b", keyId: toHex(circle.keyId), subject: "c" } as const;

    await expect(vouch(circle, new Uint8Array(3), context)).rejects.toThrow(NotAKey);
    await expect(vouch(circle, circle.publicKey, { ...context, purpose: "circle-key" })).rejects.toThrow(WrongContext);
    await expect(vouch(circle, circle.publicKey, { ...context, keyId: "00" })).rejects.toThrow(WrongContext);
  });
});
