/** Starts the worker from bytes whose digest was checked, and asks it to read.
 *
 * Throws EngineAway wherever it cannot: the form then works without it, and says so.
 */
import { startScript, type Source } from "../worker-script";
import { NO_CHOICES, type Choices } from "./choices";
import type { Reading } from "./reading";
import type { Question, Reply } from "./worker";

/** There is no engine: it did not load, broke, or took too long. */
export class EngineAway extends Error {
  override readonly name = "EngineAway";
  constructor() {
    super("the text engine is not there");
  }
}

const PATIENCE_MS = 10_000;

export class Reader {
  private readonly waiting = new Map<number, { resolve(reading: Reading): void; reject(error: Error): void }>();
  private last = 0;

  private constructor(private readonly worker: Worker) {
    worker.addEventListener("message", ({ data }: MessageEvent<Reply>) => this.settle(data));
    worker.addEventListener("error", () => this.stop());
  }

  /** Load and start; it has read a first text when this returns. */
  static async start(source: Source): Promise<Reader> {
    let started: Awaited<ReturnType<typeof startScript>> | undefined;
    try {
      started = await startScript(source);
      const reader = new Reader(started.worker);
      await reader.read("", NO_CHOICES);
      return reader;
    } catch {
      throw new EngineAway();
    } finally {
      started?.release();
    }
  }

  read(text: string, choices: Choices): Promise<Reading> {
    const question: Question = { id: (this.last += 1), text, choices };
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.stop(), PATIENCE_MS);
      const over = <Value>(act: (value: Value) => void) => (value: Value) => {
        clearTimeout(timer);
        act(value);
      };
      this.waiting.set(question.id, { resolve: over(resolve), reject: over(reject) });
      this.worker.postMessage(question);
    });
  }

  /** End the worker and whatever it was asked. */
  stop(): void {
    this.worker.terminate();
    for (const { reject } of this.waiting.values()) reject(new EngineAway());
    this.waiting.clear();
  }

  private settle(reply: Reply): void {
    const asked = this.waiting.get(reply.id);
    this.waiting.delete(reply.id);
    if (reply.reading === null) asked?.reject(new EngineAway());
    else asked?.resolve(reply.reading);
  }
}
