/** Notices when nobody is at the page any more. Knows no more than when it was last touched. */

const LOOK_MS = 5_000;
const SIGNS = ["pointerdown", "keydown", "wheel", "touchstart"] as const;

/** Calls `act` once `minutes` have passed without a sign of anybody, and again after every later such time.
 *
 * Looks at the clock as well as at a timer: a device that slept has had no timer running.
 */
export function watchIdle(world: Window, minutes: number, act: () => void): void {
  let last = Date.now();
  const look = (): boolean => {
    const isIdle = Date.now() - last >= minutes * 60_000;
    if (isIdle) {
      last = Date.now();
      act();
    }
    return isIdle;
  };
  for (const sign of SIGNS) {
    world.addEventListener(
      sign,
      () => {
        if (!look()) last = Date.now();
      },
      { capture: true, passive: true },
    );
  }
  world.setInterval(look, LOOK_MS);
}
