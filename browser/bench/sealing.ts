/** Times sealing as the reporter's page does it, from the key's base64 to the JSON body. For benchmarks/sealing.py. */
import { parseDirectory } from "../src/directory";
import type { Draft } from "../src/report";
import { makeTicket, sealReport } from "../src/sealing";

const WORDS_OF_A_REPORT = "The flag was on a tab nobody opens, so the visit went ahead without it. ";

const DRAFT: Draft = {
  narrative: WORDS_OF_A_REPORT.repeat(60).slice(0, 4000),
  kind: "near-miss",
  unit: "prefer-not-to-say",
  factors: [],
  potential: "",
  spread: "",
  roleGroup: "",
};

/** Milliseconds of each seal; the first, cold one included. */
async function timeSeals(answer: unknown, times: number): Promise<number[]> {
  const directory = parseDirectory(answer);
  const ticket = await makeTicket(directory.organisation);
  const took: number[] = [];
  for (let turn = 0; turn < times; turn += 1) {
    const started = performance.now();
    await sealReport(DRAFT, directory, ticket);
    took.push(performance.now() - started);
  }
  return took;
}

Object.assign(globalThis, { timeSeals });
