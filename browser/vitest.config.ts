import { readFileSync } from "node:fs";
import { defineConfig } from "vitest/config";
import { frontCoded } from "./scripts/front.mjs";

/** Word lists front coded, as the bundle has them. */
const wordLists = {
  name: "word-lists",
  enforce: "pre" as const,
  load(id: string) {
    return id.endsWith(".txt") ? `export default ${JSON.stringify(frontCoded(readFileSync(id, "utf8")))}` : undefined;
  },
};

export default defineConfig({
  plugins: [wordLists],
  test: { include: ["tests/**/*.test.ts"], environment: "node", testTimeout: 60_000 },
});
