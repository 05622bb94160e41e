/** Every src/entry/*.ts becomes a module; what it loads later becomes a chunk.
 *
 * Each is bundled by itself, so that the reporter's files change only when the reporter's code does.
 */
import { build } from "esbuild";
import { readdir, readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { frontCoded } from "./front.mjs";

const NODE_MODULES = "node_modules/";

export const WORD_LISTS = {
  name: "word-lists",
  setup: ({ onLoad }) =>
    onLoad({ filter: /\.txt$/ }, async ({ path }) => ({
      contents: frontCoded(await readFile(path, "utf8")),
      loader: "text",
    })),
};

/** Pairings of curves that the library makes on loading: marked as free of effects, what nobody calls falls away.
 *
 * They hold P-256 and P-384, 13 KB of what a reporter's phone would fetch.
 */
const PAIRINGS = /^(export const (?:QSF|KitchenSink)_\w+ = )(.*);$/gm;
export const SPARE_PAIRINGS = {
  name: "spare-pairings",
  setup: ({ onLoad }) =>
    onLoad({ filter: /@noble\/post-quantum\/hybrid\.js$/ }, async ({ path }) => ({
      contents: (await readFile(path, "utf8")).replace(PAIRINGS, "$1/* @__PURE__ */ (() => $2)();"),
      loader: "js",
    })),
};

async function findEntries(browser) {
  const folder = join(browser, "src/entry");
  const names = (await readdir(folder)).filter((name) => name.endsWith(".ts")).sort();
  return names.map((name) => join(folder, name));
}

/** Everything a script may come to load, static and lazy, nearest first. */
function reachable(outputs, name, kinds) {
  const found = [];
  const queue = [name];
  while (queue.length > 0) {
    for (const { path, kind } of outputs[queue.shift()].imports) {
      if (outputs[path] && kinds.includes(kind) && path !== name && !found.includes(path)) {
        found.push(path);
        queue.push(path);
      }
    }
  }
  return found;
}

/** Package folders whose code is in the bundle: "hpke", "@noble/hashes". */
function packagesOf(inputs) {
  const folders = Object.keys(inputs)
    .filter((path) => path.includes(NODE_MODULES))
    .map((path) => path.slice(path.lastIndexOf(NODE_MODULES) + NODE_MODULES.length).split("/"))
    .map(([scope, name]) => (scope.startsWith("@") ? `${scope}/${name}` : scope));
  return [...new Set(folders)].sort();
}

/** One entry: its module, its chunks, and everything esbuild knows of them. */
async function bundleOne(browser, entry) {
  const { outputFiles, metafile } = await build({
    entryPoints: [entry],
    absWorkingDir: browser,
    outdir: "out",
    write: false,
    bundle: true,
    splitting: true,
    minify: true,
    metafile: true,
    format: "esm",
    target: "es2022",
    charset: "utf8",
    legalComments: "none",
    plugins: [WORD_LISTS, SPARE_PAIRINGS],
    entryNames: "[name]-[hash]",
    chunkNames: "part-[hash]",
    logLevel: "warning",
  });
  const outputs = metafile.outputs;
  const scripts = outputFiles.map(({ path, contents }) => {
    const key = `out/${basename(path)}`;
    const from = outputs[key].entryPoint;
    const isEntry = from?.startsWith("src/entry/");
    return {
      logical: isEntry ? `${basename(from, ".ts")}.js` : undefined,
      name: basename(path),
      bytes: Buffer.from(contents),
      imports: reachable(outputs, key, ["import-statement", "dynamic-import"]).map((name) => basename(name)),
    };
  });
  return { scripts, packages: packagesOf(metafile.inputs), inputs: Object.keys(metafile.inputs) };
}

/** { scripts: [{logical?, name, bytes, imports}], packages: [names], entries: [{logical, inputs}] };
 * equal chunks have equal names and appear once.
 */
export async function bundleScripts(browser) {
  const scripts = new Map();
  const packages = new Set();
  const entries = [];
  for (const entry of await findEntries(browser)) {
    const bundled = await bundleOne(browser, entry);
    entries.push({ logical: `${basename(entry, ".ts")}.js`, inputs: bundled.inputs });
    for (const script of bundled.scripts) scripts.set(script.name, script);
    for (const name of bundled.packages) packages.add(name);
  }
  const inOrder = [...scripts.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  return { scripts: inOrder, packages: [...packages].sort(), entries };
}
