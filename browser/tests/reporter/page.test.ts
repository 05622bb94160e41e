/** Which browsers are told, before anybody writes, that they cannot seal. */
import { expect, test } from "vitest";
import { MESSAGES } from "../../src/messages";
import { missingFeature } from "../../src/page";

const world = (parts: object): typeof globalThis =>
  ({ isSecureContext: true, crypto, TextEncoder, AbortSignal, fetch, BigInt, ...parts }) as typeof globalThis;

test("a browser with everything lacks nothing", () => {
  expect(missingFeature(world({}))).toBe("");
});

test("an insecure page is told so, because there the browser hides its cryptography", () => {
  expect(missingFeature(world({ isSecureContext: false, crypto: {} }))).toBe(MESSAGES.unable.insecure);
});

test.each([{ crypto: undefined }, { crypto: {} }, { TextEncoder: undefined }, { AbortSignal: {} }, { BigInt: undefined }])(
  "a browser with %j is out of date",
  (parts) => {
    expect(missingFeature(world(parts))).toBe(MESSAGES.unable.outdated);
  },
);
