/** The text engine for a member's page: started when first asked, ended with the room. Reads English. */
import type { Choices } from "../writing/choices";
import { Reader } from "../writing/reader";
import type { Reading } from "../writing/reading";
import type { Source } from "../worker-script";

export class Engine {
  private reader: Promise<Reader> | undefined;

  constructor(private readonly source: Source) {}

  /** Throws EngineAway; the next try starts anew. */
  async read(text: string, choices: Choices): Promise<Reading> {
    this.reader ??= Reader.start(this.source);
    try {
      return await (await this.reader).read(text, choices);
    } catch (error) {
      this.reader = undefined;
      throw error;
    }
  }

  stop(): void {
    this.reader?.then(
      (reader) => reader.stop(),
      () => {},
    );
    this.reader = undefined;
  }
}
