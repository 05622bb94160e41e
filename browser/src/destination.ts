/** Who will read the report that is being written, and the six words of the lock it would get. */
import { circleFor, type CircleKey, type Directory } from "./directory";
import { find } from "./dom";
import { MESSAGES } from "./messages";

export class Destination {
  private readonly circle = find("destination-circle", HTMLElement);
  private readonly lock = find("destination-lock", HTMLElement);

  constructor(
    private readonly directory: Directory,
    private readonly lockWords: (key: CircleKey) => Promise<string>,
  ) {}

  /** Say where a report with these factors goes. The words are those of the newest call, however long they take. */
  async show(factors: readonly string[]): Promise<void> {
    const { label, about, key } = circleFor(this.directory, factors);
    this.circle.textContent = MESSAGES.destination.circle(label, about);
    this.lock.dataset.key = key.keyId;
    const words = await this.lockWords(key);
    if (this.lock.dataset.key === key.keyId) this.lock.textContent = words;
  }
}
