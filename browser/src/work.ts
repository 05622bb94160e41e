/** Solves the small sum that a busy service asks for (ALTCHA, SHA-256), and sends again.
 *
 * The twin of service/client/work.py. Works in slices, so that the page stays alive; carries nothing about anybody.
 */
import { sha256 } from "@noble/hashes/sha2.js";
import { toBase64, toHex, utf8 } from "./crypto/bytes";

const HEADER = "Candour-Work";
const TRIES = 3;
const MOST = 2 ** 22;
const SLICE_MS = 12;

interface Sum {
  readonly algorithm: string;
  readonly challenge: string;
  readonly salt: string;
  readonly signature: string;
  readonly most: number;
}

/** Send; where the answer asks for a sum, solve it and send again with it. Throws what sending throws. */
export async function sendWorked(
  send: (headers: Readonly<Record<string, string>>) => Promise<Response>,
  rest: () => Promise<void> = breathe,
): Promise<Response> {
  let response = await send({});
  for (let tries = 0; tries < TRIES && response.status === 429; tries += 1) {
    const sum = await readSum(response.clone());
    const number = sum === undefined ? undefined : await solve(sum, rest);
    if (sum === undefined || number === undefined) break;
    const { algorithm, challenge, salt, signature } = sum;
    const told = JSON.stringify({ algorithm, challenge, number, salt, signature });
    response = await send({ [HEADER]: toBase64(utf8(told)) });
  }
  return response;
}

/** The number for which SHA-256 of salt and number is the challenge; undefined if there is none. */
export async function solve({ challenge, salt, most }: Sum, rest: () => Promise<void>): Promise<number | undefined> {
  let since = performance.now();
  for (let number = 0; number <= most; number += 1) {
    if (toHex(sha256(utf8(salt + String(number)))) === challenge) return number;
    if ((number & 255) === 0 && performance.now() - since > SLICE_MS) {
      await rest();
      since = performance.now();
    }
  }
  return undefined;
}

/** Lets the page draw and listen before the work goes on. */
export function breathe(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}

async function readSum(response: Response): Promise<Sum | undefined> {
  try {
    const told = (await response.json()) as Record<string, unknown>;
    const text = (name: string): string => (typeof told[name] === "string" ? told[name] : "");
    const most = Number(text("maxnumber"));
    const fits = text("code") === "work-needed" && text("algorithm") === "SHA-256" && most > 0 && most <= MOST;
    if (!fits) return undefined;
    return { algorithm: "SHA-256", challenge: text("challenge"), salt: text("salt"), signature: text("signature"), most };
  } catch {
    return undefined;
  }
}
