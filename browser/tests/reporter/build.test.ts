/** The build: the same bytes every time, every script checked, small enough for a weak connection. */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { mirrorable } from "../../scripts/styles.mjs";

interface Entry {
  readonly file: string;
  readonly integrity: string;
  readonly imports: readonly Entry[];
}

const SCRIPT = new URL("../../scripts/build.mjs", import.meta.url).pathname;
const REPORTER_LIMIT = 90 * 1024;
let first: string;
let second: string;
let assets: Record<string, Entry>;

beforeAll(() => {
  [first, second] = [0, 1].map(() => {
    const out = mkdtempSync(join(tmpdir(), "candour-build-"));
    execFileSync(process.execPath, [SCRIPT, "--quiet", "--out", out]);
    return out;
  }) as [string, string];
  assets = JSON.parse(readFileSync(join(first, "manifest.json"), "utf8")).assets;
}, 120_000);

afterAll(() => {
  for (const out of [first, second]) rmSync(out, { recursive: true });
});

const read = (out: string, name: string): Uint8Array => new Uint8Array(readFileSync(join(out, name)));
const sizeOf = ({ file }: Entry): number => read(first, `${file}.br`).length;
const sha384 = (bytes: Uint8Array): string => `sha384-${createHash("sha384").update(bytes).digest("base64")}`;

test("two builds are equal to the byte", () => {
  const names = readdirSync(first).sort();

  expect(readdirSync(second).sort()).toEqual(names);
  for (const name of names) expect(sha384(read(second, name)), name).toBe(sha384(read(first, name)));
});

test("every asset and every part it loads has the digest of its bytes", () => {
  for (const entry of Object.values(assets).flatMap((asset) => [asset, ...asset.imports])) {
    expect(entry.integrity).toBe(sha384(read(first, entry.file)));
  }
});

test("the compressed siblings hold the same bytes", () => {
  const plain = readdirSync(first).filter((name) => /\.(js|css|svg|txt)$/.test(name));

  expect(plain.length).toBeGreaterThan(4);
  for (const name of plain) {
    const digest = sha384(read(first, name));
    expect(sha384(new Uint8Array(brotliDecompressSync(read(first, `${name}.br`))))).toBe(digest);
    expect(sha384(new Uint8Array(gunzipSync(read(first, `${name}.gz`))))).toBe(digest);
  }
});

test("the reporter's script carries its words and its locks, and no curve that nobody calls", () => {
  const script = new TextDecoder().decode(read(first, assets["reporter.js"]?.file ?? ""));
  const prime = /ffffffff00000001000000000000000000000000f{24}/i;

  expect(script).toContain("MLKEM768");
  expect(script).toContain("Aabacus");
  expect(script).not.toMatch(prime);
});

test("the reporter's scripts and styles stay small", () => {
  const { "reporter.js": script, "candour.css": style } = assets;
  if (script === undefined || style === undefined) throw new Error("not built");

  const sent = [script, ...script.imports, style].reduce((total, entry) => total + sizeOf(entry), 0);

  expect(sent).toBeLessThan(REPORTER_LIMIT);
});

test("the style sheet wears no other service's clothes", () => {
  const css = readFileSync(join(first, assets["candour.css"]?.file ?? ""), "utf8");

  expect(css).not.toMatch(/GDS Transport|crown|url\(/i);
});

describe("sides", () => {
  test("become logical, so that the page can be read from the right", () => {
    const css = mirrorable("a{margin-left:1px;left:2px;border-right-color:red;text-align:left;padding-right:3px}");

    expect(css).toBe(
      "a{margin-inline-start:1px;inset-inline-start:2px;border-inline-end-color:red;text-align:start;padding-inline-end:3px}",
    );
  });

  test("of an arrow drawn with borders stay where they are", () => {
    expect(mirrorable("a{border-left-color: inherit}")).toBe("a{border-left-color: inherit}");
  });
});
