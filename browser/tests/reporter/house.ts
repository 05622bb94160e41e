/** A small organisation for the reporter's tests: two circles with keys of known seeds. */
import { toBase64, toHex } from "../../src/crypto/bytes";
import { keyPairFromSeed, type KeyPair } from "../../src/crypto/keys";
import type { Draft } from "../../src/report";

export const GENERAL: KeyPair = await keyPairFromSeed(new Uint8Array(32).fill(1));
export const TOOLS: KeyPair = await keyPairFromSeed(new Uint8Array(32).fill(2));

export const DRAFT: Draft = {
  narrative: "Two were away and the old sheet was used.",
  kind: "near-miss",
  unit: "",
  factors: [],
  potential: "",
  spread: "",
  roleGroup: "",
};

export const circleAnswer = (circle: string, pair: KeyPair) => ({
  circle,
  label: `${circle} circle`,
  about: "Colleagues who learn.",
  key: { key_id: toHex(pair.keyId), epoch: 1, public_key: toBase64(pair.publicKey) },
});

/** What GET /directory answers, as far as the page reads it. */
export const directoryAnswer = () => ({
  organisation: "riverside",
  routes: { "digital-systems": "tools", "workload-demand": "general", "not-yet-clear": "general" },
  circles: [circleAnswer("general", GENERAL), circleAnswer("tools", TOOLS)],
});
