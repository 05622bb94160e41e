/** The engine in a worker: reads texts off the page's own thread, so that typing never waits for it.
 *
 * Keeps nothing between two messages, and asks nothing of the network.
 */
import { analyse, scrub } from "../text/engine";
import type { Choices } from "./choices";
import { readText, type Reading } from "./reading";

export interface Question {
  readonly id: number;
  readonly text: string;
  readonly choices: Choices;
}

export type Reply =
  | { readonly id: number; readonly reading: Reading }
  /** It could not be read; the text is not repeated. */
  | { readonly id: number; readonly reading: null };

/** Answer one question after another. */
export function startWorker(scope: DedicatedWorkerGlobalScope): void {
  scope.addEventListener("message", ({ data }: MessageEvent<Question>) => {
    scope.postMessage(answer(data));
  });
}

function answer({ id, text, choices }: Question): Reply {
  try {
    return { id, reading: readText({ analyse, scrub }, text, choices) };
  } catch {
    return { id, reading: null };
  }
}
