/** Every src/entry/*.ts becomes a module; what two share or load later becomes a chunk. */
import { build } from "esbuild";
import { readdir } from "node:fs/promises";
import { basename, join } from "node:path";

const NODE_MODULES = "node_modules/";

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

/** { scripts: [{logical?, name, bytes, imports}], packages: [names] } */
export async function bundleScripts(browser) {
  const entryPoints = await findEntries(browser);
  const { outputFiles, metafile } = await build({
    entryPoints,
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
    loader: { ".txt": "text" },
    entryNames: "[name]-[hash]",
    chunkNames: "part-[hash]",
    logLevel: "warning",
  });
  const outputs = metafile.outputs;
  const scripts = outputFiles.map(({ path, contents }) => {
    const key = `out/${basename(path)}`;
    const entry = outputs[key].entryPoint;
    const isEntry = entry?.startsWith("src/entry/");
    return {
      logical: isEntry ? `${basename(entry, ".ts")}.js` : undefined,
      name: basename(path),
      bytes: Buffer.from(contents),
      imports: reachable(outputs, key, ["import-statement", "dynamic-import"]).map((name) => basename(name)),
    };
  });
  scripts.sort((a, b) => (a.name < b.name ? -1 : 1));
  return { scripts, packages: packagesOf(metafile.inputs) };
}
