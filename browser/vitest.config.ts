import { readFileSync } from "node:fs";
import { defineConfig } from "vitest/config";

/** Text files as strings, as esbuild's text loader gives them to the pages. */
const textFiles = {
  name: "text-files",
  enforce: "pre" as const,
  load(id: string) {
    return id.endsWith(".txt") ? `export default ${JSON.stringify(readFileSync(id, "utf8"))}` : undefined;
  },
};

export default defineConfig({
  plugins: [textFiles],
  test: { include: ["tests/**/*.test.ts"], environment: "node" },
});
