import { parse, View } from "vega";
import { expressionInterpreter } from "vega-interpreter";
import { compile, type TopLevelSpec } from "vega-lite";
import { describe, expect, it } from "vitest";
import { NO_LOADER } from "../../src/charts/draw";
import { sayPoint } from "../../src/charts/reader";

const LINE: TopLevelSpec = {
  data: { values: [{ when: "May", value: 3 }] },
  mark: "line",
  encoding: { x: { field: "when" }, y: { field: "value", type: "quantitative" } },
};

function viewOf(spec: TopLevelSpec): View {
  return new View(parse(compile(spec).spec, undefined, { ast: true }), {
    expr: expressionInterpreter,
    loader: NO_LOADER,
    renderer: "none",
    logLevel: 0,
  });
}

describe("drawing a chart", () => {
  it("needs no eval: a specification runs with code generation switched off", async () => {
    const withoutEval = Object.getOwnPropertyDescriptor(globalThis, "Function");
    Object.defineProperty(globalThis, "Function", {
      configurable: true,
      value: () => {
        throw new EvalError("no eval here");
      },
    });
    try {
      const svg = await viewOf(LINE).toSVG();
      expect(svg).toContain("<svg");
    } finally {
      if (withoutEval) Object.defineProperty(globalThis, "Function", withoutEval);
    }
  });

  it("loads nothing, whatever a specification asks for", async () => {
    await expect(NO_LOADER.load("https://elsewhere.test/data.json")).rejects.toThrow("charts load nothing");
    await expect(NO_LOADER.sanitize("/anything", { context: "href" })).rejects.toThrow("charts load nothing");
  });
});

describe("reading a chart", () => {
  it("repeats the words of its table", () => {
    expect(sayPoint({ when: "May 2026", words: "too few to tell" })).toBe("May 2026: too few to tell");
  });
});
