/** Says above a table that more of it lies to the side or further down, as long as that is so.
 *
 * The style sheet shades the edge too, without script; some displays do not show that.
 */
import { element } from "../dom";
import { WORDS } from "../staff/words";

export type Frame = Pick<HTMLElement, "scrollWidth" | "clientWidth" | "scrollHeight" | "clientHeight">;

/** What to say of a frame whose content may be larger than it is; empty if all of it is in sight. */
export function sayMore(frame: Frame): string {
  // Sizes are rounded to whole pixels: one pixel hides nothing.
  const sideways = frame.scrollWidth - frame.clientWidth > 1;
  const down = frame.scrollHeight - frame.clientHeight > 1;
  if (sideways && down) return WORDS.table.both;
  if (sideways) return WORDS.table.sideways;
  return down ? WORDS.table.down : "";
}

/** Put a line above each frame, and keep it true while the window or the table changes its size. */
export function installScrollCues(frames: Iterable<HTMLElement>): void {
  let place = 0;
  for (const frame of frames) {
    const id = `more-${String((place += 1))}`;
    const cue = element("p", { class: "candour-scroll-cue", id, hidden: "" });
    frame.before(cue);
    frame.setAttribute("aria-describedby", id);
    const say = (): void => {
      const words = sayMore(frame);
      cue.textContent = words;
      cue.hidden = words === "";
    };
    const observer = new ResizeObserver(say);
    for (const one of [frame, ...frame.children]) observer.observe(one);
  }
}
