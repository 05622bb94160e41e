/** The calls a signed-in page makes. Sends the session cookie to this site only, and never a passphrase or a key. */
import { toBase64, type Bytes } from "../crypto/bytes";
import { UnexpectedAnswer } from "../shape";
import { sendWorked } from "../work";
import {
  parseEnvelopes,
  parseMe,
  parseParameters,
  parseQueue,
  parseReport,
  parseSealedReport,
  parseSignedIn,
  parseWrappedKeys,
  type Choice,
  type CodedReport,
  type Me,
  type Queue,
  type SealedReport,
  type Shelf,
  type SignedIn,
  type SignInParameters,
  type WrappedKey,
} from "./answers";
import { parseClocks, parseDialogue, type ClosedDialogue, type Clocks } from "./dialogue-answers";
import { parseLists, type Lists } from "./lists";

export type Fetch = (address: string, options: RequestInit) => Promise<Response>;

/** Words that prove who somebody is. */
export type WordsKind = "passphrase" | "recovery";

const PATIENCE_MS = 20_000;

/** The service said no, with a stable code. */
export class Refused extends Error {
  override readonly name = "Refused";
  constructor(readonly code: string) {
    super(code);
  }
}

/** Nobody knows whether the service heard. */
export class Unreached extends Error {
  override readonly name = "Unreached";
  constructor() {
    super("unreached");
  }
}

export class StaffApi {
  constructor(
    private readonly base: string,
    private readonly fetch: Fetch,
  ) {}

  async parameters(handle: string, kind: WordsKind): Promise<SignInParameters> {
    return parseParameters(await this.send("POST", "/sign-in/parameters", { handle, kind }));
  }

  async signIn(handle: string, kind: WordsKind, proof: Bytes): Promise<SignedIn> {
    return parseSignedIn(await this.send("POST", "/sign-in", { handle, kind, proof: toBase64(proof) }));
  }

  async signOut(): Promise<void> {
    await this.send("POST", "/sign-out", {});
  }

  async me(): Promise<Me> {
    return parseMe(await this.send("GET", "/me"));
  }

  async lists(): Promise<Lists> {
    return parseLists(await this.send("GET", "/lists"));
  }

  async wrappedKeys(circle: string): Promise<readonly WrappedKey[]> {
    return parseWrappedKeys(await this.send("GET", `/circles/${circle}/keys`));
  }

  async queue(circle: string, shelf: Shelf, after: string): Promise<Queue> {
    return parseQueue(await this.send("GET", `/circles/${circle}/reports?state=${shelf}&after=${after}`));
  }

  async envelopes(circle: string, reports: readonly string[]): Promise<ReturnType<typeof parseEnvelopes>> {
    return parseEnvelopes(await this.send("POST", `/circles/${circle}/envelopes`, { reports }));
  }

  async report(circle: string, report: string): Promise<SealedReport> {
    return parseSealedReport(await this.send("GET", `/circles/${circle}/reports/${report}`));
  }

  async setFactors(circle: string, report: CodedReport, { factors, rejected }: Choice): Promise<CodedReport> {
    const body = { factors, rejected, version: report.version };
    return parseReport(await this.send("PUT", `/circles/${circle}/reports/${report.report}/factors`, body));
  }

  async dialogue(circle: string, report: string): Promise<ClosedDialogue> {
    return parseDialogue(await this.send("GET", `/circles/${circle}/reports/${report}/dialogue`));
  }

  async reply(circle: string, report: string, body: object): Promise<void> {
    await this.send("POST", `/circles/${circle}/reports/${report}/dialogue`, body);
  }

  async clocks(circle: string): Promise<Clocks> {
    return parseClocks(await this.send("GET", `/circles/${circle}/clocks`));
  }

  /** Something published, as its own parser wants it. `path` begins with "/". */
  async published(path: string): Promise<unknown> {
    return this.send("GET", path);
  }

  /** Any other call, for a module that knows its own answer. `path` begins with "/". */
  async send(method: "GET" | "POST" | "PUT" | "DELETE", path: string, body?: object): Promise<unknown> {
    const response = await this.reach(method, path, body);
    if (response.status === 204) return null;
    try {
      const answer: unknown = await response.json();
      if (response.ok) return answer;
      throw new Refused(codeOf(answer));
    } catch (error) {
      if (error instanceof Refused) throw error;
      // Not our JSON: it came from something in between, such as a proxy.
      throw response.ok ? new UnexpectedAnswer() : new Unreached();
    }
  }

  private async reach(method: string, path: string, body?: object): Promise<Response> {
    const options: RequestInit = {
      method,
      cache: "no-store",
      credentials: "same-origin",
      mode: "same-origin",
      redirect: "error",
      referrerPolicy: "no-referrer",
    };
    if (body !== undefined) options.body = JSON.stringify(body);
    const kind = body === undefined ? {} : { "Content-Type": "application/json" };
    try {
      return await sendWorked((work) =>
        this.fetch(this.base + path, {
          ...options,
          headers: { Accept: "application/json, application/problem+json", ...kind, ...work },
          signal: AbortSignal.timeout(PATIENCE_MS),
        }),
      );
    } catch {
      throw new Unreached();
    }
  }
}

function codeOf(answer: unknown): string {
  const code = typeof answer === "object" && answer !== null && "code" in answer ? answer.code : undefined;
  if (typeof code !== "string") throw new Unreached();
  return code;
}
