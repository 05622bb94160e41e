/** Keeping a receipt: a file, a QR code made in the page, and two words typed back.
 *
 * Words stand on the page only: never in its address, its title, or any storage.
 */
import { typedWords } from "../crypto/receipt";
import { button, element, heading, paragraph } from "../dom";
import { TALK } from "./words";

const { check: say } = TALK;
const FILE = "notes.txt";
const PAUSE_MS = 1_000;

/** Two different positions, from 1, in order. */
export function choosePositions(count: number, chance: (below: number) => number): readonly [number, number] {
  const one = chance(count);
  const other = (one + 1 + chance(count - 1)) % count;
  return [Math.min(one, other) + 1, Math.max(one, other) + 1];
}

/** Saves the words as a text file. Its name says nothing. */
export function saveWords(words: readonly string[]): void {
  const address = URL.createObjectURL(new Blob([`${words.join(" ")}\n`], { type: "text/plain" }));
  element("a", { href: address, download: FILE }).click();
  setTimeout(() => URL.revokeObjectURL(address), PAUSE_MS);
}

/** The words as a QR code, drawn here. */
export async function drawCode(words: readonly string[]): Promise<HTMLElement> {
  const { pictureOf } = await import("./code");
  const picture = pictureOf(words.join(" "));
  picture.setAttribute("role", "img");
  picture.setAttribute("aria-label", say.qrAlt);
  picture.classList.add("candour-code");
  return element("div", { class: "candour-no-print" }, picture, paragraph(say.qrHint));
}

/** Hides the words and asks for two of them. `list` is what is hidden meanwhile. */
export class ReceiptCheck {
  readonly element = element("div", { class: "candour-no-print candour-check" });

  constructor(
    private readonly words: readonly string[],
    private readonly hideable: readonly HTMLElement[],
    private readonly chance: (below: number) => number,
  ) {
    this.offer();
  }

  private offer(): void {
    this.setHidden(false);
    this.element.replaceChildren(heading("h2", say.title), paragraph(say.lead), button(say.start, () => this.start()));
  }

  private start(): void {
    this.setHidden(true);
    const positions = choosePositions(this.words.length, this.chance);
    const inputs = positions.map((position) =>
      element("input", {
        class: "govuk-input govuk-input--width-20",
        id: `check-${position}`,
        autocomplete: "off",
        autocapitalize: "none",
        spellcheck: "false",
        type: "text",
      }),
    );
    const rows = positions.map((position, at) =>
      element(
        "div",
        { class: "govuk-form-group" },
        element("label", { class: "govuk-label", for: `check-${position}` }, say.word(position)),
        inputs[at] ?? "",
      ),
    );
    const status = element("p", { class: "candour-progress", role: "status" });
    const form = element("form", { method: "dialog", novalidate: "", autocomplete: "off" }, ...rows, status);
    const tryIt = element("button", { class: "govuk-button" }, say.try);
    const back = button(say.show, () => this.offer(), "secondary");
    form.append(element("div", { class: "govuk-button-group" }, tryIt, back));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.judge(positions, inputs, status);
    });
    this.element.replaceChildren(heading("h2", say.title), form);
    inputs[0]?.focus();
  }

  private judge(positions: readonly number[], inputs: readonly HTMLInputElement[], status: HTMLElement): void {
    const wrong = positions.findIndex((position, at) => {
      const [typed = ""] = typedWords(inputs[at]?.value ?? "");
      return typed !== this.words[position - 1];
    });
    if (wrong >= 0) {
      status.textContent = say.wrong(positions[wrong] ?? 0);
      inputs[wrong]?.focus();
      return;
    }
    const right = element("p", { class: "govuk-body candour-check__right", role: "status", tabindex: "-1" }, say.right);
    this.element.replaceChildren(right, button(say.show, () => this.offer(), "secondary"));
    right.focus();
  }

  private setHidden(isHidden: boolean): void {
    for (const part of this.hideable) part.hidden = isHidden;
  }
}

/** A whole number below `below`, each equally likely enough for choosing what to ask. */
export function anyBelow(below: number): number {
  return (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) % below;
}
