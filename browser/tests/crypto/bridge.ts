/** Lets another language ask this one to seal and to open: jobs as JSON on stdin, answers on stdout. */
import { readFileSync } from "node:fs";
import { fromBase64, fromHex, toBase64, toHex, utf8 } from "../../src/crypto/bytes";
import type { Context, Purpose } from "../../src/crypto/context";
import { keyPairFromSeed } from "../../src/crypto/keys";
import { openMessage, sealMessage } from "../../src/crypto/message";
import { openEnvelope } from "../../src/crypto/open";
import { seal } from "../../src/crypto/seal";
import { unwrap, wrap } from "../../src/crypto/wrap";

interface Job {
  readonly job: "seal" | "open" | "seal-message" | "open-message" | "wrap" | "unwrap";
  readonly seed: string;
  readonly context: readonly [Purpose, string, string, string, string];
  /** The text to seal, the seed to wrap, or the bytes to open. */
  readonly input: string;
}

async function answer({ job, seed, context: fields, input }: Job): Promise<string> {
  const [purpose, organisation, circle, keyId, subject] = fields;
  const context: Context = { purpose, organisation, circle, keyId, subject };
  const pair = await keyPairFromSeed(fromHex(seed));
  if (job === "seal") return toBase64(await seal(utf8(input), pair.publicKey, context));
  if (job === "seal-message") return toBase64(await sealMessage(utf8(input), pair.publicKey, context));
  if (job === "open-message") return new TextDecoder().decode(await openMessage(fromBase64(input), pair, context));
  if (job === "wrap") return toBase64(await wrap(fromHex(input), pair.publicKey, context));
  if (job === "open") return new TextDecoder().decode(await openEnvelope(fromBase64(input), pair, context));
  return toHex((await unwrap(fromBase64(input), pair, context)).seed);
}

async function main(): Promise<void> {
  const jobs = JSON.parse(readFileSync(0, "utf8")) as readonly Job[];
  const answers: string[] = [];
  for (const job of jobs) {
    try {
      answers.push(await answer(job));
    } catch (error) {
      answers.push(error instanceof Error ? `!${error.name}` : "!");
    }
  }
  process.stdout.write(JSON.stringify(answers));
}

await main();
