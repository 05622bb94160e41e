/** One question at a time that looks away from people and towards conditions. It can be put away, and stays away.
 *
 * Never blocks, never edits, is never kept with the report.
 */
import { find } from "../dom";
import type { Blame } from "./reading";

const MOST_DISMISSED = 2;

/** The next thing to ask: kindness to oneself first. Undefined once somebody has put away two. */
export function nextQuestion(blame: readonly Blame[], dismissed: ReadonlySet<string>): Blame | undefined {
  if (dismissed.size >= MOST_DISMISSED) return undefined;
  const open = blame.filter(({ question }) => !dismissed.has(question));
  return open.find(({ target }) => target === "self") ?? open[0];
}

export class QuestionCard {
  private readonly card = find("question", HTMLElement);
  private readonly words = find("question-words", HTMLElement);
  private readonly support = find("question-support", HTMLElement);
  private dismissed: ReadonlySet<string> = new Set();
  private shown = "";

  constructor(onDismiss: () => void) {
    find("question-dismiss", HTMLButtonElement).addEventListener("click", () => {
      this.dismissed = new Set([...this.dismissed, this.shown]);
      this.show("");
      onDismiss();
    });
  }

  /** Show what fits the text now, or nothing. A question that still fits stays. */
  offer(blame: readonly Blame[]): void {
    const next = nextQuestion(blame, this.dismissed);
    this.show(next?.question ?? "", next?.target === "self");
  }

  /** Ask something the writer chose to be asked. */
  ask(question: string): void {
    this.show(question);
  }

  clear(): void {
    this.dismissed = new Set();
    this.show("");
  }

  private show(question: string, withSupport = false): void {
    this.support.hidden = !withSupport;
    this.card.hidden = question === "";
    if (question === this.shown) return;
    this.shown = question;
    this.words.textContent = question;
  }
}
