/** Joins the door and the room. The only place where keys pass from one to the other, in memory. */
import { BrokenSeal } from "../crypto/errors";
import type { Bytes } from "../crypto/bytes";
import { find } from "../dom";
import { forgetOnLeaving, missingFeature } from "../page";
import type { SignedIn } from "./answers";
import { StaffApi } from "./api";
import { DigestPanel } from "./digest/panel";
import { Door } from "./door";
import { watchIdle } from "./idle";
import { Keyring } from "./keyring";
import { Room } from "./room";
import { installSignOut, readWho, showWho } from "./sign-out";
import { WaysPanel } from "./ways/panel";
import { DOOR } from "./ways/words";
import { WORDS } from "./words";

const IDLE_MINUTES = 15;

/** Start the page: the door first, whoever is signed in. */
export function startCirclePage(): void {
  const { api: base, door: doorAddress } = readWho();
  const api = new StaffApi(base, (address, options) => fetch(address, options));
  const room = new Room(api, (sentence) => door.open(sentence));
  const ways = new WaysPanel(api, find("ways-place", HTMLElement), () => window.location.replace(doorAddress));
  const digest = new DigestPanel(api, find("digest-place", HTMLElement));
  const door = new Door(api, (signedIn, unlockKey) => enter({ api, room, door, ways, digest, doorAddress }, signedIn, unlockKey));
  const lock = (): void => {
    room.leave(true);
    ways.close();
    digest.close();
    door.open();
  };
  installSignOut(api, doorAddress, lock);
  forgetOnLeaving(window, lock);
  const minutes = Number(find("room", HTMLElement).dataset["idle"]) || IDLE_MINUTES;
  watchIdle(window, minutes, () => {
    ways.close();
    digest.close();
    room.hold(WORDS.door.idle(minutes));
  });
  if (missingFeature(globalThis) === "") door.open();
  else door.refuse(globalThis.isSecureContext ? WORDS.door.unsupported : WORDS.door.insecure);
}

interface House {
  readonly api: StaffApi;
  readonly room: Room;
  readonly door: Door;
  readonly ways: WaysPanel;
  readonly digest: DigestPanel;
  readonly doorAddress: string;
}

/** Where somebody who signed in goes: members stay, because their key must; others get their own page. */
async function enter(house: House, { role, next }: SignedIn, unlockKey: Bytes | undefined): Promise<string> {
  const { api, room, door, ways, digest, doorAddress } = house;
  const address = besideDoor(next, doorAddress);
  if (role !== "member") {
    window.location.assign(address);
    return "";
  }
  if (unlockKey === undefined) return DOOR.unfit;
  const [me, lists] = await Promise.all([api.me(), api.lists()]);
  try {
    const keyring = await Keyring.unlock(me, lists.organisation, unlockKey, (circle) => api.wrappedKeys(circle));
    showWho(me.display);
    history.replaceState(history.state, "", address);
    door.close();
    room.enter({ me, lists, keyring });
    void ways.open(lists.organisation, (key) => keyring.lockUnder(key));
    void digest.open();
    return "";
  } catch (error) {
    if (error instanceof BrokenSeal) return WORDS.door.lockedOut;
    throw error;
  }
}

/** The page the answer names, beside the door: on this site, and in the language the door is read in. */
export function besideDoor(next: string, door: string): string {
  const page = /\/([a-z-]+)$/.exec(next);
  return door.replace(/[^/]*$/, page?.[1] ?? "");
}
