/** What each script says in each language, from the same catalogues as the pages: one JSON file per script and language. */
import gettextParser from "gettext-parser";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { hashedName } from "./files.mjs";

const SOURCES = "browser/";
/** Scripts with this module say the closed lists too, which they fetch in English. */
const LISTS = "browser/src/staff/lists.ts";
const TAXONOMY = "service/taxonomy.yaml";
const PSEUDO = "ar-XB";
const UNTOUCHED = /%\(\w+\)[sd]|<[^>]*>|&\w+;|%%/g;
/** The order of a catalogue's plural forms, in the names of Intl.PluralRules; a test holds it against Plural-Forms. */
const PLURALS = {
  cy: ["zero", "one", "two", "few", "many", "other"],
  pl: ["one", "few", "many"],
  [PSEUDO]: ["one", "other"],
};

/** English forced to run from right to left, as service/languages.py does. */
export function mirrored(text) {
  const kept = [...text.matchAll(UNTOUCHED)].map(([found]) => found);
  const turned = text.split(UNTOUCHED).map((part) => (part.trim() ? `\u200f\u202e${part}\u202c\u200f` : part));
  return turned.map((part, place) => part + (kept[place] ?? "")).join("");
}

async function readCatalogue(path) {
  const { translations } = gettextParser.po.parse(await readFile(path), { defaultCharset: "utf-8" });
  return Object.values(translations[""] ?? {}).filter(({ msgid }) => msgid !== "");
}

/** Every language's messages: [{code, messages: [{msgid, forms, files}]}]; the pseudo-locale is made of the template. */
export async function readCatalogues(locales) {
  const codes = (await readdir(locales, { withFileTypes: true })).filter((entry) => entry.isDirectory());
  const filesOf = ({ comments }) => (comments?.reference ?? "").split(/\s+/);
  const translated = codes.map(async ({ name: code }) => {
    const messages = await readCatalogue(join(locales, code, "LC_MESSAGES/candour.po"));
    const said = messages.filter(({ msgstr, comments }) => msgstr.every(Boolean) && !/fuzzy/.test(comments?.flag ?? ""));
    return { code, messages: said.map((one) => ({ msgid: one.msgid, forms: one.msgstr, files: filesOf(one) })) };
  });
  const template = await readCatalogue(join(locales, "candour.pot"));
  const turned = template.map((one) => ({
    msgid: one.msgid,
    forms: [one.msgid, one.msgid_plural].filter(Boolean).map(mirrored),
    files: filesOf(one),
  }));
  return [...(await Promise.all(translated)), { code: PSEUDO, messages: turned }].sort((a, b) => (a.code < b.code ? -1 : 1));
}

/** The assets: only what a script can say is in its file, in the order of the texts. */
export function wordsAssets(catalogues, entries) {
  return catalogues.flatMap(({ code, messages }) =>
    entries.map(({ logical, inputs }) => {
      const sources = new Set(inputs.map((input) => SOURCES + input));
      if (sources.has(LISTS)) sources.add(TAXONOMY);
      const said = messages.filter(({ files }) => files.some((file) => sources.has(file)));
      const texts = said.map(({ msgid, forms }) => [msgid, forms.length > 1 ? forms : forms[0]]);
      const inOrder = Object.fromEntries(texts.sort(([a], [b]) => (a < b ? -1 : 1)));
      const bytes = Buffer.from(JSON.stringify({ plurals: PLURALS[code] ?? [], texts: inOrder }));
      const name = `${logical.replace(/\.js$/, "")}.${code}.json`;
      return { logical: name, name: hashedName(name, bytes), bytes, imports: [] };
    }),
  );
}
