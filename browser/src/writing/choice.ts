/** A small button in a row of them; its name says what it acts on. */
import { element } from "../dom";
import { MESSAGES } from "../messages";

export function choice(label: string, about: string, act: () => void): HTMLButtonElement {
  const name = MESSAGES.reading.named(label, about);
  const made = element("button", { type: "button", class: "candour-choice", "aria-label": name }, label);
  made.addEventListener("click", act);
  return made;
}
