/** The word list: what pages have is what the service has, to the word. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { frontCoded } from "../../scripts/front.mjs";
import { WORDS } from "../../src/crypto/words";

const LIST = readFileSync(new URL("../../../service/crypto/wordlist.txt", import.meta.url), "utf8");

test("the words come out of the smaller form as they went in", () => {
  expect(WORDS.length).toBe(7776);
  expect(WORDS).toEqual(LIST.trim().split("\n"));
});

test("the form that is sent is much smaller than the list", () => {
  expect(frontCoded(LIST).length).toBeLessThan(LIST.length * 0.6);
});

test("a word that would come back wrong stops the build", () => {
  expect(() => frontCoded("abide\nAbode\n")).toThrow("Abode");
});
