/** The two calls a reporter's page makes. Sends no cookie, no referrer, and nothing that is not sealed or coded. */
import { parseDirectory, type Directory } from "./directory";
import type { Answer } from "./errors";
import { UnexpectedAnswer } from "./shape";
import { sendWorked } from "./work";

export type Fetch = (address: string, options: RequestInit) => Promise<Response>;

export const PATIENCE_MS = 20_000;
/** Bytes. Every ordinary report takes one step, every long one three: the twin of service/client/sealing.py. */
const BODY_STEP = 16_384;

export const QUIET: RequestInit = {
  cache: "no-store",
  credentials: "omit",
  mode: "same-origin",
  redirect: "error",
  referrerPolicy: "no-referrer",
};

export class ReporterApi {
  constructor(
    private readonly base: string,
    private readonly fetch: Fetch,
    private readonly isOnline: () => boolean,
  ) {}

  /** The directory as it is now. Throws UnexpectedAnswer, or what fetch throws. */
  async fetchDirectory(): Promise<Directory> {
    const response = await this.fetch(`${this.base}/directory`, { ...QUIET, signal: AbortSignal.timeout(PATIENCE_MS) });
    if (!response.ok) throw new UnexpectedAnswer();
    return parseDirectory(await response.json());
  }

  /** Post a sealed report. Never throws: every ending is an Answer. */
  async postReport(body: string): Promise<Answer> {
    try {
      const response = await sendWorked((work) =>
        this.fetch(`${this.base}/reports`, {
          ...QUIET,
          method: "POST",
          headers: { "Content-Type": "application/json", Accept: "application/json, application/problem+json", ...work },
          body: padBody(body),
          signal: AbortSignal.timeout(PATIENCE_MS),
        }),
      );
      return await readAnswer(response);
    } catch (error) {
      if (!this.isOnline()) return { kind: "unreached", why: "offline" };
      const isSlow = error instanceof DOMException && error.name === "TimeoutError";
      return { kind: "unreached", why: isSlow ? "slow" : "unreached" };
    }
  }
}

/** Spaces after the JSON, which is ASCII: the length of a request must not tell which choices were made. */
export function padBody(body: string): string {
  return body.padEnd(Math.ceil(body.length / BODY_STEP) * BODY_STEP);
}

async function readAnswer(response: Response): Promise<Answer> {
  if (response.status === 202) return { kind: "accepted" };
  const code = await readCode(response);
  if (code === "overloaded" || response.status === 429) return { kind: "unreached", why: "busy" };
  if (code === "no-circle") return { kind: "refused", code };
  if (response.status >= 500) return { kind: "unreached", why: "ours" };
  // An answer without one of our codes came from something in between: a proxy, a captive portal.
  return code === "" ? { kind: "unreached", why: "unreached" } : { kind: "refused", code };
}

async function readCode(response: Response): Promise<string> {
  try {
    const { code } = (await response.json()) as { code?: unknown };
    return typeof code === "string" ? code : "";
  } catch {
    return "";
  }
}
