/** How every ending of a request becomes an answer, and that nothing betrays the reporter on the way. */
import { describe, expect, test } from "vitest";
import { padBody, ReporterApi } from "../../src/api";
import { UnexpectedAnswer } from "../../src/shape";
import { reasonOf } from "../../src/errors";
import { MESSAGES } from "../../src/messages";
import { directoryAnswer } from "./house";

const BASE = "/api/v1/o/riverside";
const problem = (status: number, code: string) => async () => Response.json({ code, title: "secret detail" }, { status });
const api = (fetch: ConstructorParameters<typeof ReporterApi>[1], isOnline = true) => new ReporterApi(BASE, fetch, () => isOnline);

describe("posting a report", () => {
  test("202 is accepted", async () => {
    const answer = await api(async () => Response.json({ status: "accepted" }, { status: 202 })).postReport("{}");

    expect(answer).toEqual({ kind: "accepted" });
  });

  test.each([
    [409, "retired-key", { kind: "refused", code: "retired-key" }],
    [422, "unknown-code", { kind: "refused", code: "unknown-code" }],
    [503, "no-circle", { kind: "refused", code: "no-circle" }],
    [503, "overloaded", { kind: "unreached", why: "busy" }],
    [429, "", { kind: "unreached", why: "busy" }],
    [500, "internal-fault", { kind: "unreached", why: "ours" }],
  ])("%i %s", async (status, code, expected) => {
    expect(await api(problem(status, code)).postReport("{}")).toEqual(expected);
  });

  test.each([200, 302, 404, 511])("a %i page from something in between is no acceptance", async (status) => {
    const answer = await api(async () => new Response("<p>Log in to the network</p>", { status })).postReport("{}");

    expect(answer.kind).toBe("unreached");
  });

  test("being offline, being slow and not being reached are told apart", async () => {
    const broken = () => Promise.reject(new TypeError("failed to fetch"));
    const slow = () => Promise.reject(new DOMException("", "TimeoutError"));

    expect(await api(broken, false).postReport("{}")).toEqual({ kind: "unreached", why: "offline" });
    expect(await api(broken).postReport("{}")).toEqual({ kind: "unreached", why: "unreached" });
    expect(await api(slow).postReport("{}")).toEqual({ kind: "unreached", why: "slow" });
  });

  test("is filled up, so that its length tells no choice", async () => {
    const lengths: number[] = [];
    const listening = api(async (_, options) => {
      lengths.push(String(options.body).length);
      expect(JSON.parse(String(options.body))).toHaveProperty("coded");
      return new Response(null, { status: 202 });
    });

    for (const factors of [[], ["workload-demand"], ["digital-systems", "workload-demand", "culture-voice"]]) {
      await listening.postReport(JSON.stringify({ coded: { factors }, envelope: "x".repeat(14_000) }));
    }

    expect(lengths).toEqual([16_384, 16_384, 16_384]);
    expect(padBody("x".repeat(16_384)).length).toBe(16_384);
    expect(padBody("x".repeat(16_385)).length).toBe(32_768);
  });

  test("carries no cookie and no referrer, follows no redirect, and stays out of caches", async () => {
    let seen: RequestInit = {};
    await api(async (address, options) => {
      seen = options;
      expect(address).toBe(`${BASE}/reports`);
      return new Response(null, { status: 202 });
    }).postReport("{}");

    expect(seen).toMatchObject({ credentials: "omit", referrerPolicy: "no-referrer", redirect: "error", cache: "no-store" });
    expect(seen.mode).toBe("same-origin");
  });
});

describe("the directory", () => {
  test("is read", async () => {
    const directory = await api(async () => Response.json(directoryAnswer())).fetchDirectory();

    expect(directory.organisation).toBe("riverside");
  });

  test("with an error status is refused even if it looks right", async () => {
    const answer = async () => Response.json(directoryAnswer(), { status: 503 });

    await expect(api(answer).fetchDirectory()).rejects.toThrow(UnexpectedAnswer);
  });
});

test("every reason is one of our own sentences, never the server's", async () => {
  const ours = new Set<unknown>(Object.values(MESSAGES.failed));

  for (const code of ["retired-key", "made-up", "unknown-code", "body-too-large", "unit-too-small"]) {
    expect(ours).toContain(reasonOf({ kind: "refused", code }));
  }
});
