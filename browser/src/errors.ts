/** Why a report was not sent, in kind words. Never shows what the server or the browser said. */
import { MESSAGES } from "./messages";

/** What came of one attempt to reach the service. */
export type Answer =
  | { readonly kind: "accepted" }
  /** The service said no, with a stable code; nothing was stored by this attempt. */
  | { readonly kind: "refused"; readonly code: string }
  /** Nobody knows whether the service received it. */
  | { readonly kind: "unreached"; readonly why: "offline" | "slow" | "unreached" | "busy" | "ours" };

const { failed } = MESSAGES;

const REFUSALS: ReadonlyMap<string, string> = new Map([
  ["body-too-large", failed.tooLarge],
  ["malformed-envelope", failed.damaged],
  ["no-circle", failed.noCircle],
  ["unit-too-small", failed.unitTooSmall],
  ["unknown-code", failed.listChanged],
]);

/** The question an answer is about, as the id of its control: somebody has to choose again there. */
export function fieldOf(answer: Answer): "unit" | undefined {
  return answer.kind === "refused" && answer.code === "unit-too-small" ? "unit" : undefined;
}

/** The sentence for an answer that was not an acceptance. */
export function reasonOf(answer: Exclude<Answer, { kind: "accepted" }>): string {
  return answer.kind === "unreached" ? failed[answer.why] : (REFUSALS.get(answer.code) ?? failed.outOfDate);
}
