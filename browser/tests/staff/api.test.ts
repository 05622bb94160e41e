import { describe, expect, it } from "vitest";
import { UnexpectedAnswer } from "../../src/shape";
import { Refused, StaffApi, Unreached, type Fetch } from "../../src/staff/api";
import { besideDoor } from "../../src/staff/circle-page";
import { coded } from "./house";

interface Call {
  readonly address: string;
  readonly options: RequestInit;
}

function apiAnswering(status: number, body: unknown): { api: StaffApi; calls: Call[] } {
  const calls: Call[] = [];
  const fetch: Fetch = async (address, options) => {
    calls.push({ address, options });
    return new Response(status === 204 ? null : typeof body === "string" ? body : JSON.stringify(body), { status });
  };
  return { api: new StaffApi("/api/v1/o/harbour", fetch), calls };
}

const ANSWER = {
  report: "ab",
  kind: "near-miss",
  unit: "north",
  role_group: "frontline",
  setting: "hospital",
  factors: [],
  impact: "none-seen",
  potential: "harm",
  spread: "once",
  band: "thematic",
  received: "2026-W48",
  sealed_by: "device",
  state: "coded",
  version: 2,
};

describe("the calls of a signed-in page", () => {
  it("go to this site with the session cookie, without referrer or cache", async () => {
    const { api, calls } = apiAnswering(200, { reports: [ANSWER], after: null, waiting: { same_day: 0, this_week: 2, thematic: 7 } });

    const queue = await api.queue("tools", "new", "");

    expect(queue.reports[0]).toMatchObject({ isCoded: true, sealedBy: "device", version: 2 });
    expect(queue.waiting).toEqual([["same-day", 0], ["this-week", 2], ["thematic", 7]]);
    expect(calls[0]?.address).toBe("/api/v1/o/harbour/circles/tools/reports?state=new&after=");
    expect(calls[0]?.options).toMatchObject({
      credentials: "same-origin",
      mode: "same-origin",
      referrerPolicy: "no-referrer",
      cache: "no-store",
      redirect: "error",
    });
  });

  it("send the version that was seen with every change of factors", async () => {
    const { api, calls } = apiAnswering(200, ANSWER);

    await api.setFactors("tools", { ...coded(), version: 7 }, { factors: ["digital-systems"], rejected: ["culture-voice"] });

    expect(calls[0]?.options.method).toBe("PUT");
    expect(JSON.parse(String(calls[0]?.options.body))).toEqual({ factors: ["digital-systems"], rejected: ["culture-voice"], version: 7 });
  });

  it("sign in with a proof and nothing else", async () => {
    const { api, calls } = apiAnswering(200, { role: "member", next: "/o/harbour/circle" });

    await api.signIn("ash", "passphrase", new Uint8Array(32));

    expect(Object.keys(JSON.parse(String(calls[0]?.options.body)) as object)).toEqual(["handle", "kind", "proof"]);
  });

  it("turn a refusal into its code", async () => {
    const { api } = apiAnswering(409, { code: "stale-edit", title: "words" });

    await expect(api.me()).rejects.toMatchObject({ name: "Refused", code: "stale-edit" });
    await expect(api.me()).rejects.toBeInstanceOf(Refused);
  });

  it("take an answer that is not ours for no answer", async () => {
    await expect(apiAnswering(502, "<html>").api.me()).rejects.toBeInstanceOf(Unreached);
    await expect(apiAnswering(500, {}).api.me()).rejects.toBeInstanceOf(Unreached);
    await expect(apiAnswering(200, "<html>").api.me()).rejects.toBeInstanceOf(UnexpectedAnswer);
    await expect(apiAnswering(200, { person: 7 }).api.me()).rejects.toBeInstanceOf(UnexpectedAnswer);
  });

  it("say so when the network fails", async () => {
    const api = new StaffApi("", async () => {
      throw new TypeError("network");
    });

    await expect(api.me()).rejects.toBeInstanceOf(Unreached);
  });

  it("take no body for the end of a session", async () => {
    await expect(apiAnswering(204, null).api.signOut()).resolves.toBeUndefined();
  });
});

describe("where to go after signing in", () => {
  it.each([
    ["/o/harbour/leader", "/o/harbour/sign-in", "/o/harbour/leader"],
    ["/o/harbour/leader", "/o/harbour/cy/sign-in", "/o/harbour/cy/leader"],
    ["/leader", "/pl/sign-in", "/pl/leader"],
    ["//elsewhere.test/", "/sign-in", "/"],
    ["https://elsewhere.test/circle", "/sign-in", "/circle"],
    ["/\\elsewhere.test/", "/sign-in", "/"],
    ["javascript:alert(1)", "/o/harbour/sign-in", "/o/harbour/"],
    ["", "/sign-in", "/"],
  ])("%s at the door %s leads to %s", (next, door, address) => {
    expect(besideDoor(next, door)).toBe(address);
  });
});
