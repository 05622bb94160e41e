/** Answers one line of JSON with one line of JSON, for the Python tests: {"text", "decisions"?} to what was found. */

import { createInterface } from "node:readline";
import type { Decisions } from "../../src/text/analysis";
import { analyse, scrub } from "../../src/text/engine";

for await (const line of createInterface({ input: process.stdin })) {
  const asked = JSON.parse(line) as { text: string; decisions?: Decisions };
  const answer = asked.decisions ? scrub(asked.text, asked.decisions) : analyse(asked.text);
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
