/** The calls of somebody who comes back. A receipt's secret travels in a body only, never in an address. */
import { PATIENCE_MS, QUIET, type Fetch } from "../api";
import { sendWorked } from "../work";
import type { Secret } from "./holder";

/** What came of a call: an answer, a refusal with its code, or nobody knows. */
export type Heard =
  | { readonly kind: "answer"; readonly body: unknown }
  | { readonly kind: "refused"; readonly code: string }
  | { readonly kind: "unreached" };

export class DialogueApi {
  constructor(
    private readonly base: string,
    private readonly fetch: Fetch,
  ) {}

  open(secret: Secret): Promise<Heard> {
    return this.post("open", secret);
  }

  write(secret: Secret, message: string, asks: boolean): Promise<Heard> {
    return this.post("messages", { ...secret, message, asks });
  }

  ask(secret: Secret): Promise<Heard> {
    return this.post("ask", secret);
  }

  deleteEverything(secret: Secret): Promise<Heard> {
    return this.post("delete", secret);
  }

  /** Never throws: every ending is something that was heard. */
  private async post(what: string, body: object): Promise<Heard> {
    try {
      const response = await sendWorked((work) =>
        this.fetch(`${this.base}/dialogues/${what}`, {
          ...QUIET,
          method: "POST",
          headers: { "Content-Type": "application/json", Accept: "application/json, application/problem+json", ...work },
          body: JSON.stringify(body),
          signal: AbortSignal.timeout(PATIENCE_MS),
        }),
      );
      if (response.status === 204) return { kind: "answer", body: null };
      const answer = (await response.json()) as { code?: unknown };
      if (response.ok) return { kind: "answer", body: answer };
      // An answer without one of our codes came from something in between.
      return typeof answer.code === "string" ? { kind: "refused", code: answer.code } : { kind: "unreached" };
    } catch {
      return { kind: "unreached" };
    }
  }
}
