/** Marks words where they stand: the same text, unseen, lies under the box and carries the marks.
 *
 * For the eye only; whoever listens is told the same by the list beneath. The box itself is never changed.
 */
import { element } from "../dom";
import type { Piece } from "./reading";

const CLASS: Readonly<Record<Piece["state"], string>> = {
  plain: "",
  hidden: "candour-desk__hidden",
  kept: "candour-desk__kept",
  asked: "candour-desk__asked",
};

export class Backdrop {
  private readonly under = element("div", { class: "candour-desk__under", "aria-hidden": "true", dir: "auto" });

  /** Lay it under the box, which moves into a frame of its own. */
  constructor(box: HTMLTextAreaElement) {
    const frame = element("div", { class: "candour-desk" });
    box.replaceWith(frame);
    box.classList.add("candour-desk__box");
    box.dir = "auto";
    frame.append(this.under, box);
  }

  draw(pieces: readonly Piece[]): void {
    const parts = pieces.map(({ state, words }) =>
      state === "plain" ? words : element("span", { class: CLASS[state] }, words),
    );
    // A last line without a character would have no height.
    this.under.replaceChildren(...parts, "\u200b");
  }
}
