/** Shows what the circle will read, and each word that is hidden or doubtful with the reason and one button. */
import { element } from "../dom";
import { MESSAGES } from "../messages";
import { choice } from "./choice";
import type { Piece } from "./reading";

const { reading: say } = MESSAGES;

export interface Decide {
  hide(words: string): void;
  keep(words: string): void;
}

/** The text as it will be sealed: masks marked, everything else as written. */
export function previewParts(pieces: readonly Piece[]): (Node | string)[] {
  return pieces.map(({ state, words, replacement }) => {
    if (state === "hidden") return element("mark", { class: "candour-mask" }, replacement);
    return state === "asked" ? element("span", { class: "candour-unsure" }, words) : words;
  });
}

/** One piece for each wording, in the order of the text. */
export function distinct(pieces: readonly Piece[], states: readonly Piece["state"][]): readonly Piece[] {
  const found = new Map<string, Piece>();
  for (const piece of pieces) if (states.includes(piece.state) && !found.has(piece.words)) found.set(piece.words, piece);
  return [...found.values()];
}

/** A row for each doubtful word: hide or keep. */
export function askedRows(pieces: readonly Piece[], decide: Decide): HTMLElement[] {
  return distinct(pieces, ["asked"]).map(({ words, type }) =>
    row(words, reasonOf(say.whyAsked, type), [
      choice(say.hide, words, () => decide.hide(words)),
      choice(say.keep, words, () => decide.keep(words)),
    ]),
  );
}

/** A row for each hidden word, and for those the writer has kept. */
export function decidedRows(pieces: readonly Piece[], decide: Decide): HTMLElement[] {
  return distinct(pieces, ["hidden", "kept"]).map(({ state, words, type, fixed }) => {
    if (state === "kept") {
      return row(words, say.stays, [choice(say.hide, words, () => decide.hide(words))]);
    }
    if (fixed) return row(words, reasonOf(say.alwaysHidden, type), []);
    return row(words, reasonOf(say.whyHidden, type), [choice(say.show, words, () => decide.keep(words))]);
  });
}

function reasonOf(reasons: Readonly<Record<string, string>>, type: string): string {
  return reasons[type] ?? reasons[""] ?? "";
}

function row(words: string, reason: string, choices: readonly HTMLElement[]): HTMLElement {
  const text = element(
    "div",
    { class: "candour-word__text" },
    element("strong", { class: "candour-word__words", dir: "auto" }, say.quoted(words)),
    element("span", { class: "candour-word__why" }, reason),
  );
  return element("li", { class: "candour-word" }, text, ...choices);
}
