/** A busy service asks for a sum; whoever solves it gets in, and nothing else is ever solved. */
import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { sendWorked, solve } from "../../src/work";

const SALT = "0a1b2c?bits=12&expires=1&";
const NUMBER = 3071;
const challenge = createHash("sha256").update(SALT + String(NUMBER)).digest("hex");
const ASKED = {
  code: "work-needed",
  algorithm: "SHA-256",
  challenge,
  salt: SALT,
  signature: "signed",
  maxnumber: "4096",
};

const answer = (status: number, body: object): Response => new Response(JSON.stringify(body), { status });

test("the sum is solved and sent along once", async () => {
  const seen: Record<string, string>[] = [];
  const response = await sendWorked(async (headers) => {
    seen.push({ ...headers });
    return seen.length === 1 ? answer(429, ASKED) : answer(202, {});
  });

  expect(response.status).toBe(202);
  expect(seen).toHaveLength(2);
  const told = JSON.parse(Buffer.from(seen[1]?.["Candour-Work"] ?? "", "base64").toString());
  expect(told).toEqual({ algorithm: "SHA-256", challenge, number: NUMBER, salt: SALT, signature: "signed" });
});

test("while it is quiet nothing is solved and nothing sent along", async () => {
  const seen: object[] = [];
  await sendWorked(async (headers) => {
    seen.push(headers);
    return answer(202, {});
  });

  expect(seen).toEqual([{}]);
});

test.each([
  ["another refusal", { ...ASKED, code: "overloaded" }],
  ["another hash", { ...ASKED, algorithm: "SHA-1" }],
  ["a sum for hours", { ...ASKED, maxnumber: String(2 ** 40) }],
  ["no sum at all", { code: "work-needed" }],
])("%s is answered as it came", async (_, body) => {
  let sent = 0;
  const response = await sendWorked(async () => {
    sent += 1;
    return answer(429, body);
  });

  expect(sent).toBe(1);
  expect(await response.json()).toEqual(body);
});

test("a service that is never content is left after a few sums", async () => {
  let sent = 0;
  const response = await sendWorked(async () => {
    sent += 1;
    return answer(429, ASKED);
  });

  expect(sent).toBe(4);
  expect(response.status).toBe(429);
});

test("a long sum lets the page breathe", async () => {
  let rests = 0;
  const sum = { algorithm: "SHA-256", challenge: "none", salt: SALT, signature: "", most: 60_000 };
  const found = await solve(sum, async () => {
    rests += 1;
  });

  expect(found).toBeUndefined();
  expect(rests).toBeGreaterThan(0);
});
