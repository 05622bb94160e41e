/** Mistyped words of a receipt, and sending a message once however often it is tried. */
import { describe, expect, test } from "vitest";
import { WORDS } from "../../src/crypto/words";
import { DialogueApi } from "../../src/dialogue/api";
import { Holder } from "../../src/dialogue/holder";
import { distance, findUnknown } from "../../src/dialogue/near";
import { choosePositions } from "../../src/dialogue/receipt-check";
import { Writing } from "../../src/dialogue/writing";
import { parseDirectory } from "../../src/directory";
import { directoryAnswer } from "../reporter/house";

const EIGHT = "abacus zoom yo-yo acid t-shirt able felt-tip drop-down";
const MAILBOX = { circle: "tools", standing: "read", asked: false, room: 16, place: 1, replies: [] } as const;

describe("a mistyped word", () => {
  test.each([["abacus", "abacus", 0], ["abcaus", "abacus", 1], ["abacs", "abacus", 1], ["zebra", "abacus", 3]])(
    "%s is %s in %i steps", (one, other, steps) => {
      expect(Math.min(distance(one, other), 3)).toBe(steps);
    });

  test("is named by its place, with the word it was meant to be first", () => {
    expect(findUnknown(EIGHT, WORDS)).toEqual([]);
    const [found, ...others] = findUnknown(EIGHT.replace("abacus", "abcaus"), WORDS);
    expect([found?.position, found?.near[0], others]).toEqual([1, "abacus", []]);
    expect(findUnknown("xxxxxxxxxxxxxxxx", WORDS)).toEqual([{ position: 1, near: [] }]);
  });
});

test("two different words are asked for, in order", () => {
  for (let one = 0; one < 8; one += 1) {
    for (let other = 0; other < 7; other += 1) {
      const chance = [one, other];
      const [first, second] = choosePositions(8, () => chance.shift() ?? 0);
      expect(first >= 1 && first < second && second <= 8).toBe(true);
    }
  }
});

describe("writing", () => {
  /** A service that answers as told, and remembers what it was sent. */
  async function writing(answers: readonly (readonly [number, object])[]) {
    const [bodies, left]: [string[], (readonly [number, object])[]] = [[], [...answers]];
    const api = new DialogueApi("/api", async (_, options) => {
      bodies.push((JSON.parse(String(options.body)) as { message: string }).message);
      const [status, body] = left.shift() ?? [0, {}];
      if (status === 0) throw new TypeError("no network");
      return new Response(JSON.stringify(body), { status });
    });
    const holder = await Holder.of("riverside", EIGHT);
    return { bodies, one: new Writing(holder, MAILBOX, api, async () => parseDirectory(directoryAnswer())) };
  }

  test("a lost answer sends the same bytes again, so that they are kept once", async () => {
    const { bodies, one } = await writing([[0, {}], [202, {}]]);

    expect([await one.send("Again.", false, 0), await one.send("Again.", false, 0)]).toEqual(["unreached", "sent"]);
    expect(bodies[0]).toBe(bodies[1]);
  });

  test("a retired key is mended without asking, a changed text is sealed anew, and the rest is said", async () => {
    const { bodies, one } = await writing([[409, { code: "retired-key" }], [202, {}], [409, { code: "dialogue-full" }], [404, { code: "unknown-receipt" }]]);

    expect(await one.send("Again.", false, 0)).toBe("sent");
    expect(new Set(bodies).size).toBe(2);
    expect([await one.send("More.", false, 0), await one.send("More.", false, 0)]).toEqual(["full", "gone"]);
  });
});
