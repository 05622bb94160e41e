/** Leave quickly: clears the page, replaces it, and says nowhere that it was here. A plain link does it without script.
 *
 * Cannot clear the browser's history, the clipboard, or what a network has seen; the page says so.
 */
import { MESSAGES } from "./messages";

const KEY = "Escape";
const PRESSES = 3;
const WITHIN_MS = 3_000;

/** Counts a key pressed in a row: how many presses lie within the time, this one included. Another key starts over. */
export function countPresses(times: readonly number[], now: number): readonly number[] {
  return [...times.filter((time) => now - time < WITHIN_MS), now];
}

/** Leave at once. What is on the screen goes first, because the next page may take its time. */
export function leave(world: Window, address: string, forget: () => void): void {
  forget();
  world.document.title = "…";
  world.document.body.replaceChildren();
  world.location.replace(address);
}

/** The link, and Escape pressed three times. */
export function installLeaving(world: Window, forget: () => void): void {
  const link = world.document.getElementById("leave");
  if (!(link instanceof HTMLAnchorElement)) return;
  const go = (): void => leave(world, link.href, forget);
  link.addEventListener("click", (event) => {
    event.preventDefault();
    go();
  });
  let times: readonly number[] = [];
  world.addEventListener("keydown", ({ key, repeat, timeStamp }) => {
    if (repeat) return;
    times = key === KEY ? countPresses(times, timeStamp) : [];
    const status = world.document.getElementById("leave-status");
    if (status !== null) status.textContent = times.length === PRESSES - 1 ? MESSAGES.leaving.again : "";
    if (times.length >= PRESSES) go();
  });
}
