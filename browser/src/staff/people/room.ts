/** Who is in a circle, who waits for its key, and the key itself: given and changed by members, on their devices. */
import { element, heading, paragraph } from "../../dom";
import { statusLine } from "../parts";
import { placeChoice } from "../places-view";
import type { Here, PeopleStep } from "../steps";
import { receivedWords } from "../words";
import { activeOf, holdsNewest, type CirclePeople, type Person } from "./answers";
import { changeSheet, firstSheet, nextSheet } from "./change-view";
import { endorsedSheet, endorseSheet } from "./endorse-view";
import { ENDORSE } from "./endorse-words";
import { fetchKnown, isWaiting, waitingFor, type KnownCircle } from "./endorsing";
import { giveSheet } from "./give-view";
import { acting, fetchPeople, placeOf, prepareQuietly, sixWords, type PeopleHere } from "./here";
import { comparesAnew, isEndorsed, trusted } from "./making";
import { PEOPLE } from "./words";

export async function peopleRoom(step: PeopleStep, here: Here): Promise<readonly HTMLElement[]> {
  const { circle } = step;
  const place = placeOf(here, circle.circle);
  const [people, all] = await Promise.all([fetchPeople(here, circle.circle), fetchKnown(place)]);
  const status = statusLine();
  const vouched = new Set((await trusted(place, people)).map(([person]) => person));
  const known = { place, people, vouched, anew: await comparesAnew(place, people), act: acting(step, here, status) };
  prepareQuietly(here, circle.circle, people);
  const waiting = people.members.filter((one) => one.person !== place.me && one.publicKey !== null && (!holdsNewest(people, one) || !known.vouched.has(one.person)));
  const gives = known.anew ? [] : await Promise.all(waiting.map((one) => giveSheet(known, one)));
  // Whoever has no key to go by speaks for nobody else.
  const waits = known.anew ? [] : await Promise.all(waitingFor(all, circle.circle).map((one) => endorseSheet(known, one)));
  return [
    element("h1", { class: "govuk-heading-l", tabindex: "-1" }, PEOPLE.title),
    placeChoice("people", circle, here),
    paragraph(PEOPLE.lead),
    status,
    ...gives,
    ...waits,
    await keySheet(known, all),
    await membersSheet(known, here),
    await endorsedSheet(known, all),
    await lastSheet(known),
  ];
}

async function lastSheet(known: PeopleHere): Promise<HTMLElement> {
  if (known.people.keys.length === 0) return firstSheet(known);
  return known.anew ? nextSheet(known) : changeSheet(known);
}

async function keySheet({ place, people }: PeopleHere, all: readonly KnownCircle[]): Promise<HTMLElement> {
  const title = heading("h2", PEOPLE.key);
  title.id = "key-title";
  const sheet = element("section", { class: "candour-sheet", "aria-labelledby": "key-title" }, title);
  const active = activeOf(people);
  if (active === undefined) {
    sheet.append(element("p", { class: "govuk-inset-text" }, people.keys.length === 0 ? PEOPLE.none : PEOPLE.stopped));
    return sheet;
  }
  if ((await isEndorsed(place, people, active)) === "no") sheet.append(element("p", { class: "govuk-inset-text", role: "alert", id: "unendorsed" }, PEOPLE.unendorsed));
  if (isWaiting(all, place.circle)) sheet.append(element("p", { class: "govuk-inset-text", id: "unknown-circle" }, ENDORSE.own));
  sheet.append(await sixWords(active.publicKey));
  const since = active.since === "" ? "" : `${PEOPLE.since(receivedWords(active.since))}. `;
  sheet.append(paragraph(`${since}${PEOPLE.reasons[active.reason]}`));
  if (people.keys.length > 1) sheet.append(paragraph(PEOPLE.older(people.keys.length - 1), "candour-quiet"));
  return sheet;
}

async function membersSheet({ people, place, vouched, anew }: PeopleHere, here: Here): Promise<HTMLElement> {
  const title = heading("h2", PEOPLE.here);
  title.id = "members-title";
  const rows = people.members.map((one) => {
    const name = one.person === place.me ? PEOPLE.you(one.display) : one.display;
    return element("div", { "data-person": one.person }, element("dt", {}, name), element("dd", {}, standingOf(people, one, anew || vouched.has(one.person))));
  });
  return element(
    "section",
    { class: "candour-sheet", "aria-labelledby": "members-title" },
    title,
    element("dl", { class: "candour-facts" }, ...rows),
    paragraph(PEOPLE.yours),
    await sixWords(here.member.keyring.publicKey),
  );
}

function standingOf(people: CirclePeople, one: Person, isVouched: boolean): string {
  if (one.publicKey === null) return PEOPLE.keyless;
  if (!holdsNewest(people, one)) return PEOPLE.waits;
  return isVouched ? PEOPLE.holds : PEOPLE.unvouched;
}
