import { describe, expect, it } from "vitest";
import { fromBase64, toBase64 } from "../../src/crypto/bytes";
import { BrokenSeal } from "../../src/crypto/errors";
import { fingerprintWords } from "../../src/crypto/keys";
import { WORDS } from "../../src/crypto/words";
import { Keyring, NoKey } from "../../src/staff/keyring";
import { CIRCLE, fill, makeHouse, ORGANISATION, otherId, PERSON, REPORT, sealedReport, unlock, UNLOCK_KEY } from "./house";

const house = await makeHouse();
const PLAIN = '{"v":1,"narrative":"The hoist battery was flat.\\n\\nNobody had a spare."}';

describe("a member's keyring", () => {
  it("opens a report of the circle with nothing but the unlock key", async () => {
    const keyring = await unlock(house);

    const opened = await keyring.openReport(CIRCLE, await sealedReport(house, PLAIN));

    expect(opened.narrative).toBe("The hoist battery was flat.\n\nNobody had a spare.");
  });

  it("does not unlock with another key, for another person or in another organisation", async () => {
    const other = { ...house, me: { ...house.me, person: "bb".repeat(16) } };

    await expect(unlock(house, fill(8))).rejects.toBeInstanceOf(BrokenSeal);
    await expect(unlock(other)).rejects.toBeInstanceOf(BrokenSeal);
    await expect(Keyring.unlock(house.me, "elsewhere", UNLOCK_KEY, async () => [])).rejects.toBeInstanceOf(BrokenSeal);
  });

  it("does not unlock where there is no locked key", async () => {
    await expect(unlock({ ...house, me: { ...house.me, lockedKey: null } })).rejects.toBeInstanceOf(BrokenSeal);
  });

  it("refuses an envelope in which any part was changed", async () => {
    const keyring = await unlock(house);
    const sealed = await sealedReport(house, PLAIN);
    const bytes = fromBase64(sealed.envelope);

    for (const at of [0, 5, 500, bytes.length - 1]) {
      const changed = bytes.slice();
      changed[at] = (changed[at] ?? 0) ^ 1;
      await expect(keyring.openReport(CIRCLE, { ...sealed, envelope: toBase64(changed) })).rejects.toBeInstanceOf(BrokenSeal);
    }
    await expect(keyring.openReport(CIRCLE, { ...sealed, envelope: "not base64" })).rejects.toBeInstanceOf(BrokenSeal);
  });

  it("refuses an envelope served under another report's id or as sealed by the service", async () => {
    const keyring = await unlock(house);
    const sealed = await sealedReport(house, PLAIN);

    await expect(keyring.openReport(CIRCLE, { ...sealed, report: REPORT.replace("0", "1") })).rejects.toBeInstanceOf(BrokenSeal);
    await expect(keyring.openReport(CIRCLE, { ...sealed, sealedBy: "service" })).rejects.toBeInstanceOf(BrokenSeal);
  });

  it("refuses an honest seal around something that is no narrative", async () => {
    const keyring = await unlock(house);

    for (const inside of ["{", "null", "[]", '{"v":2,"narrative":"x"}', '{"v":1,"narrative":7}', '{"v":1}']) {
      await expect(keyring.openReport(CIRCLE, await sealedReport(house, inside))).rejects.toBeInstanceOf(BrokenSeal);
    }
    await expect(keyring.openReport(CIRCLE, await sealedReport(house, new Uint8Array([0xff, 0xfe])))).rejects.toBeInstanceOf(BrokenSeal);
  });

  it("says that it holds no key for an epoch the member was never given", async () => {
    const keyring = await unlock(house);
    const sealed = await sealedReport(house, PLAIN);

    await expect(keyring.openReport(CIRCLE, { ...sealed, keyId: otherId })).rejects.toBeInstanceOf(NoKey);
  });

  it("asks for a circle's keys once, and again after the network failed", async () => {
    let asked = 0;
    const keyring = await Keyring.unlock(house.me, ORGANISATION, UNLOCK_KEY, async () => {
      asked += 1;
      if (asked === 1) throw new TypeError("network");
      return house.wrapped;
    });
    const sealed = await sealedReport(house, PLAIN);

    await expect(keyring.openReport(CIRCLE, sealed)).rejects.toBeInstanceOf(TypeError);
    await keyring.openReport(CIRCLE, sealed);
    await keyring.openReport(CIRCLE, sealed);

    expect(asked).toBe(2);
  });

  it("compares a circle by six words of the key it really holds", async () => {
    const expected = (await fingerprintWords(house.circleKey.publicKey, WORDS)).join(" ");

    const six = await (await unlock(house)).fingerprint(CIRCLE);

    expect(six).toBe(expected);
    expect(six.split(" ")).toHaveLength(6);
  });

  it("has no words for a circle it holds no key of", async () => {
    const keyring = await unlock({ ...house, wrapped: [] });

    await expect(keyring.fingerprint(CIRCLE)).rejects.toBeInstanceOf(NoKey);
  });

  it("opens nothing once it has forgotten, until the same member comes in again", async () => {
    const keyring = await unlock(house);
    const sealed = await sealedReport(house, PLAIN);
    await keyring.openReport(CIRCLE, sealed);

    keyring.forget();

    await expect(keyring.openReport(CIRCLE, sealed)).rejects.toBeInstanceOf(NoKey);
    await expect(keyring.lockUnder(fill(9))).rejects.toBeInstanceOf(NoKey);
    expect(() => keyring.takeOver({ ...keyring, person: "bb".repeat(16) } as unknown as Keyring)).toThrow(BrokenSeal);
    keyring.takeOver(await unlock(house));
    await keyring.openReport(CIRCLE, sealed);
  });

  it("locks the same key under a further way in", async () => {
    const lockedKey = await (await unlock(house)).lockUnder(fill(9));

    const keyring = await unlock({ ...house, me: { ...house.me, lockedKey } }, fill(9));

    await keyring.openReport(CIRCLE, await sealedReport(house, PLAIN));
    await expect(unlock({ ...house, me: { ...house.me, lockedKey } })).rejects.toBeInstanceOf(BrokenSeal);
  });

  it("shows nothing of its keys when it is turned into text", async () => {
    const keyring = await unlock(house);

    expect(JSON.parse(JSON.stringify(keyring))).toEqual({ organisation: ORGANISATION, person: PERSON });
  });
});
