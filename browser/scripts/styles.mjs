/** Compiles styles/*.scss and turns every side into a logical one, so that right-to-left languages just work. */
import { transform } from "esbuild";
import { readdir } from "node:fs/promises";
import { basename, join } from "node:path";
import { compile } from "sass";
import { hashedName } from "./files.mjs";

const PHYSICAL = [
  [/\b(margin|padding)-left\b/g, "$1-inline-start"],
  [/\b(margin|padding)-right\b/g, "$1-inline-end"],
  // A colour that is inherited draws an arrow out of physical border widths: it stays where it is.
  [/\bborder-left(-width|-color|-style)?(?=:)(?!:\s*inherit)/g, "border-inline-start$1"],
  [/\bborder-right(-width|-color|-style)?(?=:)(?!:\s*inherit)/g, "border-inline-end$1"],
  [/\btext-align:\s*left\b/g, "text-align:start"],
  [/\btext-align:\s*right\b/g, "text-align:end"],
  [/(?<=[{;]\s*)left(?=:)/g, "inset-inline-start"],
  [/(?<=[{;]\s*)right(?=:)/g, "inset-inline-end"],
  [/\bfloat:\s*left\b/g, "float:left;float:inline-start"],
  [/\bfloat:\s*right\b/g, "float:right;float:inline-end"],
];

/** govuk-frontend names sides physically; the page may be read from the other one. */
export function mirrorable(css) {
  return PHYSICAL.reduce((text, [side, logical]) => text.replace(side, logical), css);
}

async function compileOne(browser, name) {
  const { css } = compile(join(browser, "styles", name), {
    loadPaths: [join(browser, "node_modules")],
    quietDeps: true,
    style: "expanded",
    charset: false,
  });
  const { code } = await transform(mirrorable(css), { loader: "css", minify: true, legalComments: "none" });
  const bytes = Buffer.from(code);
  const logical = `${basename(name, ".scss")}.css`;
  return { logical, name: hashedName(logical, bytes), bytes, imports: [] };
}

/** One asset per style sheet that is not a partial. */
export async function compileStyles(browser) {
  const names = (await readdir(join(browser, "styles"))).filter((name) => /^[^_].*\.scss$/.test(name)).sort();
  return Promise.all(names.map((name) => compileOne(browser, name)));
}
