/** The licence texts of the packages and lists in the bundle, in one file that every deployment serves. */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { hashedName } from "./files.mjs";

const STYLE_PACKAGES = ["govuk-frontend"];
const OTHER_WORKS = [
  "EFF large word list (CC BY 3.0 US)\n\nBy the Electronic Frontier Foundation, https://www.eff.org/dice, without the dice numbers.\n",
];

async function licenceOf(folder) {
  const names = (await readdir(folder)).filter((name) => /^licen[cs]e/i.test(name)).sort();
  const texts = await Promise.all(names.map((name) => readFile(join(folder, name), "utf8")));
  return texts.join("\n").trim();
}

async function section(browser, name) {
  const folder = join(browser, "node_modules", name);
  const { version, license } = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
  return `${name} ${version} (${license})\n\n${await licenceOf(folder)}\n`;
}

export async function collectLicences(browser, packages) {
  const names = [...new Set([...packages, ...STYLE_PACKAGES])].sort();
  const sections = [...(await Promise.all(names.map((name) => section(browser, name)))), ...OTHER_WORKS];
  const bytes = Buffer.from(sections.join(`\n${"-".repeat(80)}\n\n`));
  return { logical: "licences.txt", name: hashedName("licences.txt", bytes), bytes, imports: [] };
}
