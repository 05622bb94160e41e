/** The start page: tells a browser that cannot lock a report before anybody sets out to write one. */
import { find } from "./dom";
import { installLeaving } from "./leave";
import { missingFeature } from "./page";

export function startStartPage(): void {
  installLeaving(window, () => undefined);
  const missing = missingFeature(globalThis);
  if (missing === "") return;
  find("unable-reason", HTMLElement).textContent = missing;
  find("unable", HTMLElement).hidden = false;
}
