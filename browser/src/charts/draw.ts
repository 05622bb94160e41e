/** Draws a Vega-Lite specification as SVG without eval: expressions are walked as trees (vega-interpreter).
 *
 * Loads nothing: a specification carries its own data, and the loader refuses every address.
 */
import { Error as ErrorsOnly, parse, View, type Loader } from "vega";
import { expressionInterpreter } from "vega-interpreter";
import { compile, type TopLevelSpec } from "vega-lite";

/** A specification tried to load something. */
class LoadsNothing extends Error {
  override readonly name = "LoadsNothing";
  constructor() {
    super("charts load nothing");
  }
}

const refuse = (): Promise<never> => Promise.reject(new LoadsNothing());
export const NO_LOADER: Loader = { load: refuse, sanitize: refuse, http: refuse, file: refuse };

export interface Drawn {
  /** Forget the chart and everything it listens to. */
  readonly finalize: () => void;
}

/** Draw into an element; the width follows it. Throws when the specification is no chart. */
export async function drawChart(place: HTMLElement, spec: object): Promise<Drawn> {
  const { spec: vegaSpec } = compile(spec as TopLevelSpec);
  const view = new View(parse(vegaSpec, undefined, { ast: true }), {
    container: place,
    expr: expressionInterpreter,
    hover: false,
    loader: NO_LOADER,
    logLevel: ErrorsOnly,
    renderer: "svg",
  });
  await view.runAsync();
  return { finalize: () => view.finalize() };
}
