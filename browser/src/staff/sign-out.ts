/** The sign-out button of every page for signed-in people. */
import { find } from "../dom";
import { Refused, type StaffApi } from "./api";
import { WORDS } from "./words";

export interface Who {
  readonly api: string;
  readonly door: string;
}

/** Where the API and the door are, as the template says. */
export function readWho(): Who {
  const { api = "", door = "/" } = find("who", HTMLElement).dataset;
  return { api, door };
}

/** Show who is signed in; "" hides it. */
export function showWho(display: string): void {
  find("who", HTMLElement).hidden = display === "";
  find("who-name", HTMLElement).textContent = display;
}

/** Make the button work: end the session, forget, and go to the door. */
export function installSignOut(api: StaffApi, door: string, forget: () => void = () => undefined): void {
  const button = find("sign-out", HTMLButtonElement);
  button.hidden = false;
  button.addEventListener("click", () => void signOut(api, door, button, forget));
}

async function signOut(api: StaffApi, door: string, button: HTMLButtonElement, forget: () => void): Promise<void> {
  forget();
  button.textContent = WORDS.signOut.busy;
  try {
    await api.signOut();
  } catch (error) {
    // Already ended is as good as ended; anything else must be said: the session may still hold.
    if (!(error instanceof Refused)) {
      button.textContent = WORDS.signOut.failed;
      return;
    }
  }
  window.location.replace(door);
}
