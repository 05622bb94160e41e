/** One report, stored once, whatever the network does. */
import { beforeEach, describe, expect, test } from "vitest";
import { parseDirectory } from "../../src/directory";
import type { Answer } from "../../src/errors";
import { MESSAGES } from "../../src/messages";
import type { Draft } from "../../src/report";
import { makeTicket, sealReport } from "../../src/sealing";
import { Sending } from "../../src/sending";
import { circleAnswer, directoryAnswer, DRAFT, GENERAL, TOOLS } from "./house";

const ACCEPTED: Answer = { kind: "accepted" };
const LOST: Answer = { kind: "unreached", why: "unreached" };
const refused = (code: string): Answer => ({ kind: "refused", code });
const LATER: Draft = { ...DRAFT, narrative: "Said better." };

let posted: { report: string; envelope: string; circle: string; body: string }[];
let answers: Answer[];
let told: string[];
let fresh: () => unknown;

beforeEach(() => {
  posted = [];
  answers = [];
  told = [];
  fresh = directoryAnswer;
});

const newSending = (sealing: typeof sealReport = sealReport): Sending =>
  new Sending(parseDirectory(directoryAnswer()), {
    makeTicket,
    sealReport: sealing,
    postReport: async (body) => {
      posted.push({ ...JSON.parse(body), body });
      return answers.shift() ?? ACCEPTED;
    },
    fetchDirectory: async () => parseDirectory(fresh()),
    tell: (progress) => told.push(progress),
  });

test("a stored report gives its circle and eight words", async () => {
  const delivery = await newSending().send({ ...DRAFT, factors: ["digital-systems"] });

  expect(delivery).toMatchObject({ kind: "sent", version: "this", circle: { circle: "tools" } });
  expect(delivery.kind === "sent" && delivery.words).toHaveLength(8);
  expect(told).toEqual([MESSAGES.progress.locking, MESSAGES.progress.sending]);
});

describe("when no answer came", () => {
  test("trying again sends the same bytes", async () => {
    answers = [LOST, { kind: "unreached", why: "busy" }, ACCEPTED];
    const sending = newSending();

    const deliveries = [await sending.send(DRAFT), await sending.send(DRAFT), await sending.send(DRAFT)];

    expect(deliveries.map(({ kind }) => kind)).toEqual(["failed", "failed", "sent"]);
    expect(new Set(posted.map(({ body }) => body)).size).toBe(1);
  });

  test("a changed text is sealed anew under the same id", async () => {
    answers = [LOST, ACCEPTED];
    const sending = newSending();

    await sending.send(DRAFT);
    await sending.send(LATER);

    expect(posted[1]?.report).toBe(posted[0]?.report);
    expect(posted[1]?.envelope).not.toBe(posted[0]?.envelope);
  });

  test("and the earlier text turns out to be stored, the reporter is told which one was kept", async () => {
    answers = [LOST, refused("report-conflict")];
    const sending = newSending();

    await sending.send(DRAFT);
    const delivery = await sending.send(LATER);

    expect(delivery).toMatchObject({ kind: "sent", version: "earlier" });
  });

  test("of several texts the stored one is the one whose bytes are accepted again", async () => {
    answers = [LOST, LOST, refused("report-conflict"), ACCEPTED];
    const sending = newSending();

    await sending.send(DRAFT);
    await sending.send({ ...LATER, factors: ["digital-systems"] });
    const delivery = await sending.send({ ...LATER, narrative: "A third." });

    expect(delivery).toMatchObject({ kind: "sent", version: "earlier", circle: { circle: "tools" } });
    expect(posted[3]?.body).toBe(posted[1]?.body);
  });

  test("the words are the same from the first attempt to the last", async () => {
    answers = [LOST, ACCEPTED];
    const tickets: string[] = [];
    const sending = newSending(async (draft, directory, ticket) => {
      tickets.push(ticket.words.join(" "));
      return sealReport(draft, directory, ticket);
    });

    await sending.send(DRAFT);
    const delivery = await sending.send(LATER);

    expect(tickets[0]).toBe(tickets[1]);
    expect(delivery.kind === "sent" && delivery.words.join(" ")).toBe(tickets[0]);
  });
});

describe("when the circle's key has retired", () => {
  const renewed = () => ({ ...directoryAnswer(), circles: [circleAnswer("general", TOOLS), circleAnswer("tools", TOOLS)] });

  test("the report is sealed to the new one and sent by itself", async () => {
    answers = [refused("retired-key"), ACCEPTED];
    fresh = renewed;

    const delivery = await newSending().send(DRAFT);

    expect(delivery).toMatchObject({ kind: "sent", version: "this" });
    expect(posted).toHaveLength(2);
    expect(posted[1]?.report).toBe(posted[0]?.report);
    expect(told).toContain(MESSAGES.progress.relocking);
  });

  test("and the first attempt had arrived after all, that is no loss", async () => {
    answers = [LOST, refused("retired-key"), refused("report-conflict")];
    fresh = renewed;
    const sending = newSending();

    await sending.send(DRAFT);
    const delivery = await sending.send(DRAFT);

    expect(delivery).toMatchObject({ kind: "sent", version: "already" });
  });

  test("again and again, it gives up instead of going round for ever", async () => {
    answers = Array.from({ length: 9 }, () => refused("retired-key"));

    const delivery = await newSending().send(DRAFT);

    expect(delivery.kind).toBe("failed");
    expect(posted).toHaveLength(3);
  });

  test("and the directory cannot be had, the text stays to try again", async () => {
    answers = [refused("retired-key")];
    fresh = () => null;

    expect(await newSending().send(DRAFT)).toEqual({ kind: "failed", reason: MESSAGES.failed.unreached });
  });
});

test("routes that changed meanwhile lead to the new circle without asking", async () => {
  answers = [refused("wrong-circle"), ACCEPTED];
  fresh = () => ({ ...directoryAnswer(), routes: { "not-yet-clear": "tools" } });

  expect(await newSending().send(DRAFT)).toMatchObject({ kind: "sent", circle: { circle: "tools" } });
  expect(GENERAL.keyId).not.toEqual(TOOLS.keyId);
});

test("a unit that has become too small is a question to answer again, and then it goes", async () => {
  answers = [refused("unit-too-small"), ACCEPTED];
  const sending = newSending();

  expect(await sending.send(DRAFT)).toEqual({ kind: "failed", reason: MESSAGES.failed.unitTooSmall, field: "unit" });
  expect(await sending.send({ ...DRAFT, unit: "" })).toMatchObject({ kind: "sent", version: "this" });
});

test("if sealing breaks, nothing is posted", async () => {
  const sending = newSending(() => Promise.reject(new Error("blocked")));

  expect(await sending.send(DRAFT)).toEqual({ kind: "failed", reason: MESSAGES.failed.sealing });
  expect(posted).toEqual([]);
});

test("a conflict that cannot be our own earlier attempt is no success", async () => {
  answers = [refused("report-conflict")];

  expect((await newSending().send(DRAFT)).kind).toBe("failed");
});
