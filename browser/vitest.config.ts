import { defineConfig } from "vitest/config";

/** Text files as strings, as esbuild's text loader gives them to the pages. */
const textFiles = {
  name: "text-files",
  transform(source: string, id: string) {
    return id.endsWith(".txt") ? { code: `export default ${JSON.stringify(source)}`, map: null } : undefined;
  },
};

export default defineConfig({
  plugins: [textFiles],
  test: { include: ["tests/**/*.test.ts"], environment: "node" },
});
