/**
 * Builds what the browser is given into service/static/built (or the directory after --out).
 *
 * Promises: the same sources give the same bytes; every file is named after its contents, listed in
 * manifest.json with its SRI digest, and stands beside its .br and .gz. Never reads the clock, the network or git.
 */
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { bundleScripts } from "./bundle.mjs";
import { hashedName, integrityOf, isCompressible, packed } from "./files.mjs";
import { collectLicences } from "./licences.mjs";
import { compileStyles } from "./styles.mjs";
import { readCatalogues, wordsAssets } from "./words.mjs";

const BROWSER = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const STATIC = resolve(BROWSER, "../service/static");
const LOCALES = resolve(BROWSER, "../service/locales");

/** Committed pictures, copied under a hashed name: [{logical, name, bytes, imports}]. */
async function collectPictures() {
  const names = (await readdir(STATIC, { withFileTypes: true }))
    .filter((entry) => entry.isFile() && !entry.name.startsWith("."))
    .map((entry) => entry.name)
    .sort();
  return Promise.all(
    names.map(async (logical) => {
      const bytes = await readFile(join(STATIC, logical));
      return { logical, name: hashedName(logical, bytes), bytes, imports: [] };
    }),
  );
}

/** What a page needs to know of each asset, in the order of the logical names. */
function describe(assets) {
  const digest = new Map(assets.map(({ name, bytes }) => [name, integrityOf(bytes)]));
  const named = assets.filter(({ logical }) => logical).sort((a, b) => (a.logical < b.logical ? -1 : 1));
  const entry = ({ name, imports }) => ({
    file: name,
    integrity: digest.get(name),
    imports: imports.map((file) => ({ file, integrity: digest.get(file) })),
  });
  return {
    assets: Object.fromEntries(named.map((asset) => [asset.logical, entry(asset)])),
    files: Object.fromEntries([...digest].sort(([one], [other]) => (one < other ? -1 : 1))),
  };
}

/** Writes whole files only: a server that reads meanwhile never meets half of one. */
async function writeWhole(out, name, bytes) {
  const draft = join(out, `.${name}.part`);
  await writeFile(draft, bytes);
  await rename(draft, join(out, name));
}

/** Answers with how many bytes of each file are sent, compressed where it can be. */
async function writeAll(out, assets) {
  await mkdir(out, { recursive: true });
  const kept = new Set(["manifest.json"]);
  const sent = new Map();
  for (const { name, bytes } of assets) {
    const siblings = isCompressible(name) ? packed(name, bytes) : [];
    sent.set(name, (siblings[0]?.bytes ?? bytes).length);
    for (const file of [{ name, bytes }, ...siblings]) {
      await writeWhole(out, file.name, file.bytes);
      kept.add(file.name);
    }
  }
  await writeWhole(out, "manifest.json", `${JSON.stringify(describe(assets), null, 2)}\n`);
  const stale = (await readdir(out)).filter((name) => !kept.has(name));
  await Promise.all(stale.map((name) => rm(join(out, name), { recursive: true })));
  return sent;
}

async function build(out) {
  const { scripts, packages, entries } = await bundleScripts(BROWSER);
  const assets = [
    ...scripts,
    ...wordsAssets(await readCatalogues(LOCALES), entries),
    ...(await compileStyles(BROWSER)),
    ...(await collectPictures()),
    await collectLicences(BROWSER, packages),
  ];
  return { assets, sent: await writeAll(out, assets) };
}

const { values } = parseArgs({ options: { out: { type: "string" }, quiet: { type: "boolean" } } });
const out = resolve(values.out ?? join(STATIC, "built"));
const { assets, sent } = await build(out);
if (!values.quiet) {
  for (const { logical, name } of assets) {
    console.log(`${String(sent.get(name)).padStart(8)} bytes sent  ${(logical ?? "(shared)").padEnd(20)} ${name}`);
  }
}
