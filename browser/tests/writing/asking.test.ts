/** One question at a time, kindness first, and none after two were put away; prompts and suggestions of factors. */
import { describe, expect, test } from "vitest";
import { openSuggestions, promptsFor } from "../../src/factors";
import { countPresses } from "../../src/leave";
import { nextQuestion } from "../../src/writing/question";

const person = { words: "was careless", target: "person", question: "What was competing for attention?" } as const;
const other = { words: "lazy", target: "person", question: "What made it hard?" } as const;
const self = { words: "my fault", target: "self", question: "You are not on your own." } as const;
const none: ReadonlySet<string> = new Set();

describe("the question", () => {
  test("is none where nobody is blamed", () => {
    expect(nextQuestion([], none)).toBeUndefined();
  });

  test("is kind to the writer before it asks about anybody else", () => {
    expect(nextQuestion([person, self], none)).toBe(self);
  });

  test("that was put away does not come back, but another may come once", () => {
    expect(nextQuestion([person, other], new Set([person.question]))).toBe(other);
  });

  test("stays away after two were put away", () => {
    expect(nextQuestion([self], new Set([person.question, other.question]))).toBeUndefined();
  });
});

describe("prompts", () => {
  const prompts = new Map([
    ["a", ["a1", "a2"]],
    ["b", ["b1", "b2"]],
    ["c", ["c1", "c2"]],
  ]);

  test.each([
    [[], []],
    [["a"], ["a1", "a2"]],
    [["b", "a"], ["b1", "a1"]],
    [["a", "b", "c"], ["a1", "b1"]],
    [["unknown"], []],
  ])("of %j are %j", (chosen, expected) => {
    expect(promptsFor(chosen, prompts)).toEqual(expected);
  });
});

describe("suggestions", () => {
  const found = ["a", "b", "c"].map((code) => ({ code, score: 1, evidence: ["word"] }));

  test("are open until they are chosen or refused", () => {
    expect(openSuggestions(found, ["a"], new Set(["c"])).map(({ code }) => code)).toEqual(["b"]);
  });
});

describe("leaving by key", () => {
  test("counts presses that follow each other, and forgets slow ones", () => {
    expect(countPresses([0, 100], 200)).toHaveLength(3);
    expect(countPresses([0, 100], 3_050)).toHaveLength(2);
  });
});
