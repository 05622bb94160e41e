/** What the views of a circle's people share: who is here, six words, and how a deed is done and told. */
import { toHex, type Bytes } from "../../crypto/bytes";
import { fingerprintWords } from "../../crypto/keys";
import { element } from "../../dom";
import { Refused } from "../api";
import { isSignedOut } from "../coding";
import type { Here, PeopleStep } from "../steps";
import { activeOf, parsePeople, type CirclePeople } from "./answers";
import { prepare, type Place } from "./making";
import { PEOPLE } from "./words";

/** What the views of this room are given. */
export interface PeopleHere {
  readonly place: Place;
  readonly people: CirclePeople;
  /** Persons whose key a holder of the active key vouched for. */
  readonly vouched: ReadonlySet<string>;
  /** Whether the next key is for nobody whose words are not compared for it. */
  readonly anew: boolean;
  /** Do something to a key, and say how it went; then show the room as it is. */
  act(doing: string, deed: () => Promise<void>, done: string): Promise<void>;
}

/** Who is in a circle; the keyring asks anew for its keys where they have changed. */
export async function fetchPeople(here: Here, circle: string): Promise<CirclePeople> {
  const people = parsePeople(await here.api.send("GET", `/circles/${circle}/members`));
  const active = activeOf(people);
  const keyring = here.member.keyring;
  const current = await keyring.newestKey(circle).then(({ keyId }) => toHex(keyId), () => undefined);
  if (current !== active?.keyId) keyring.renew(circle);
  return people;
}

export function placeOf(here: Here, circle: string): Place {
  return { api: here.api, keyring: here.member.keyring, circle, me: here.member.me.person };
}

/** Prepare for whoever may leave, in the background. What fails is tried again when the room is opened next. */
export function prepareQuietly(here: Here, circle: string, people: CirclePeople): void {
  if (here.preparing.has(circle)) return;
  here.preparing.add(circle);
  void prepare(placeOf(here, circle), people)
    .catch(() => 0)
    .finally(() => here.preparing.delete(circle));
}

export async function sixWords(publicKey: Bytes): Promise<HTMLElement> {
  const { WORDS } = await import("../../crypto/words");
  const six = (await fingerprintWords(publicKey, WORDS)).join(" ");
  return element("p", { class: "candour-fingerprint", lang: "en", dir: "ltr", translate: "no" }, six);
}

/** Says in a step's status how something went; afterwards the step is shown as it is now. */
export function acting(step: PeopleStep, here: Here, status: HTMLElement): PeopleHere["act"] {
  return async (doing, deed, done) => {
    status.textContent = doing;
    try {
      await deed();
      here.member.keyring.renew(step.circle.circle);
      here.go(step, done);
    } catch (error) {
      if (isSignedOut(error)) return here.lock();
      if (error instanceof Refused && error.code === "key-changed") return here.go(step, PEOPLE.changedMeanwhile);
      status.textContent = PEOPLE.failed;
      status.focus();
    }
  };
}
