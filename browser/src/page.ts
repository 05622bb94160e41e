/** What the browser must be able to do, and what it must forget when the page is left. */
import { MESSAGES } from "./messages";

/** Why this browser cannot seal, or "" if nothing is missing. Asked before anybody writes. */
export function missingFeature(world: typeof globalThis): string {
  if (world.isSecureContext === false) return MESSAGES.unable.insecure;
  const hasCrypto = typeof world.crypto?.subtle?.digest === "function" && typeof world.crypto.getRandomValues === "function";
  const hasRest = [world.TextEncoder, world.AbortSignal?.timeout, world.fetch, world.BigInt].every(
    (feature) => typeof feature === "function",
  );
  return hasCrypto && hasRest ? "" : MESSAGES.unable.outdated;
}

/** Forget when the page is left, and again when the browser brings a kept copy of it back. */
export function forgetOnLeaving(world: Window, forget: () => void): void {
  world.addEventListener("pagehide", forget);
  world.addEventListener("pageshow", (event) => {
    if (event.persisted) forget();
  });
}
