/** Which circle a report goes to, and what answers the page takes. */
import { describe, expect, test } from "vitest";
import { circleFor, parseDirectory } from "../../src/directory";
import { UnexpectedAnswer } from "../../src/shape";
import { directoryAnswer } from "./house";

const directory = parseDirectory(directoryAnswer());

describe("the circle of a report", () => {
  test("follows the factor that was chosen first", () => {
    expect(circleFor(directory, ["digital-systems", "workload-demand"]).circle).toBe("tools");
    expect(circleFor(directory, ["workload-demand", "digital-systems"]).circle).toBe("general");
  });

  test("is the general one when no factor was chosen", () => {
    expect(circleFor(directory, []).circle).toBe("general");
  });

  test("is the general one for a factor that has no route", () => {
    expect(circleFor(directory, ["learning-feedback"]).circle).toBe("general");
  });
});

describe("an answer that is no directory", () => {
  const { routes, circles, ...rest } = directoryAnswer();
  test.each([
    ["nothing", null],
    ["a list", []],
    ["no circles", { ...rest, routes }],
    ["no routes", { ...rest, circles }],
    ["a route to a circle that is not there", { ...rest, circles, routes: { "not-yet-clear": "gone" } }],
    ["no route for a report without a factor", { ...rest, circles, routes: { "digital-systems": "tools" } }],
    ["a circle without a key", { ...rest, routes, circles: [{ circle: "general", label: "", about: "" }] }],
  ])("is refused: %s", (_, answer) => {
    expect(() => parseDirectory(answer)).toThrow(UnexpectedAnswer);
  });
});
