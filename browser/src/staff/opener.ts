/** Has a page of reports opened by a worker, which ends with the page's keys. */
import { startScript, type Source } from "../worker-script";
import type { Batch, Told, Words } from "./opening-worker";

/** The worker did not come, or ended while it was opening. */
export class OpenerAway extends Error {
  override readonly name = "OpenerAway";
  constructor() {
    super("reports cannot be opened together here");
  }
}

export class Opener {
  private stopped: (() => void) | undefined;

  private constructor(private readonly worker: Worker) {}

  /** Throws OpenerAway. */
  static async start(source: Source): Promise<Opener> {
    try {
      const { worker, release } = await startScript(source);
      // The worker has its bytes once it speaks or fails; until then the address must stay.
      const opener = new Opener(worker);
      await opener.open({ organisation: "", circle: "", seeds: [], reports: [] }, () => {});
      release();
      return opener;
    } catch {
      throw new OpenerAway();
    }
  }

  /** Open every report of a batch and tell of each. One batch at a time. Throws OpenerAway. */
  open(batch: Batch, tell: (report: string, words: Words) => void): Promise<void> {
    return new Promise((resolve, reject) => {
      const end = (act: () => void) => (): void => {
        this.worker.onmessage = null;
        this.worker.onerror = null;
        this.stopped = undefined;
        act();
      };
      const fail = end(() => reject(new OpenerAway()));
      this.stopped = fail;
      this.worker.onerror = fail;
      this.worker.onmessage = ({ data }: MessageEvent<Told>) => {
        if ("done" in data) end(resolve)();
        else tell(data.report, data.words);
      };
      this.worker.postMessage(batch);
    });
  }

  /** End the worker, and with it whatever it holds. */
  stop(): void {
    this.worker.terminate();
    this.stopped?.();
  }
}
