/** What a circle's queue says of its people and its key, above the list; calm, and only where there is something. */
import { button, element, paragraph } from "../../dom";
import type { CircleName } from "../answers";
import type { Here } from "../steps";
import { receivedWords } from "../words";
import { activeOf, holdsNewest, type CirclePeople } from "./answers";
import { isEndorsed } from "./making";
import { ENDORSE } from "./endorse-words";
import { isWaiting, waitingFor, type KnownCircle } from "./endorsing";
import { placeOf, sixWords } from "./here";
import { PEOPLE } from "./words";

const { notice: words } = PEOPLE;
/** For how long a new key is told. */
const NEW_MS = 30 * 86_400_000;

export async function keyNotices(circle: CircleName, people: CirclePeople, all: readonly KnownCircle[], here: Here, now = Date.now()): Promise<readonly HTMLElement[]> {
  const look = (label: string): HTMLElement => button(label, () => here.go({ kind: "people", circle }), "secondary");
  const active = activeOf(people);
  if (active === undefined) return [inset(paragraph(PEOPLE.stopped), look(words.make))];
  const parts: HTMLElement[] = [];
  const isFresh = active.epoch > 1 && now - Date.parse(`${active.since}T00:00:00Z`) < NEW_MS;
  if ((await isEndorsed(placeOf(here, circle.circle), people, active)) === "no") {
    parts.push(element("p", { class: "govuk-inset-text", role: "alert" }, PEOPLE.unendorsed));
  } else if (isFresh) {
    const said = `${words.changed(receivedWords(active.since))} ${PEOPLE.reasons[active.reason]}`;
    parts.push(inset(paragraph(said), paragraph(words.newWords), await sixWords(active.publicKey)));
  }
  if (isWaiting(all, circle.circle)) parts.push(inset(paragraph(ENDORSE.own), await sixWords(active.publicKey)));
  const unknown = waitingFor(all, circle.circle).length;
  if (unknown > 0) parts.push(inset(paragraph(ENDORSE.notice(unknown)), look(ENDORSE.see)));
  const waiting = people.members.filter((one) => one.publicKey !== null && !holdsNewest(people, one)).length;
  if (waiting > 0) parts.push(inset(paragraph(words.waits(waiting)), look(words.see)));
  return parts;
}

function inset(...parts: readonly HTMLElement[]): HTMLElement {
  return element("div", { class: "govuk-inset-text candour-notice" }, ...parts);
}
