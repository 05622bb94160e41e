/** Bundles sealing.ts as the pages are bundled: `node bench/bundle.mjs OUT`. For benchmarks/sealing.py. */
import { build } from "esbuild";
import { SPARE_PAIRINGS, WORD_LISTS } from "../scripts/bundle.mjs";

await build({
  entryPoints: ["bench/sealing.ts"],
  outfile: process.argv[2],
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  plugins: [WORD_LISTS, SPARE_PAIRINGS],
  logLevel: "error",
});
