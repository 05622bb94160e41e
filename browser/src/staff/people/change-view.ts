/** Making a circle a new key by hand, its first one, or one that follows a key nobody goes by. */
import { button, element, heading, paragraph } from "../../dom";
import { choice } from "../parts";
import { activeOf, holdsNewest, type Person } from "./answers";
import { tick } from "./give-view";
import { rotate, type Target } from "./making";
import { sixWords, type PeopleHere } from "./here";
import { PEOPLE } from "./words";

export function changeSheet(known: PeopleHere): HTMLElement {
  const { people, place, vouched } = known;
  const reason = choice("key-reason", PEOPLE.reason, [
    ["planned", PEOPLE.planned],
    ["exposed", PEOPLE.exposed],
  ]);
  const left = people.members.filter((one) => holdsNewest(people, one) && !vouched.has(one.person)).map(({ display }) => display);
  const act = button(PEOPLE.changeButton, () => {
    const why = reason.select.value === "exposed" ? "exposed" : "planned";
    void known.act(PEOPLE.changing, () => rotate(place, people, why), PEOPLE.changed);
  });
  const title = heading("h2", PEOPLE.change);
  title.id = "change-title";
  return element(
    "section",
    { class: "candour-sheet", "aria-labelledby": "change-title" },
    title,
    paragraph(PEOPLE.changeLead),
    ...(left.length > 0 ? [paragraph(PEOPLE.left(left.join(", ")))] : []),
    reason.element,
    act,
  );
}

export async function firstSheet(known: PeopleHere): Promise<HTMLElement> {
  return comparing(known, "planned", { title: PEOPLE.first, act: PEOPLE.first });
}

/** The next key, where the one there is vouches for nobody. */
export async function nextSheet(known: PeopleHere): Promise<HTMLElement> {
  const reason = activeOf(known.people) === undefined ? "planned" : "exposed";
  return comparing(known, reason, { title: PEOPLE.change, act: PEOPLE.changeButton });
}

async function comparing({ people, place, act: carryOut }: PeopleHere, reason: "planned" | "exposed", words: { readonly title: string; readonly act: string }): Promise<HTMLElement> {
  const others = people.members.filter(({ person, publicKey }) => person !== place.me && publicKey !== null);
  const ticks = await Promise.all(others.map(async (one) => ({ one, ...tick(`first-${one.person}`, PEOPLE.compared(one.display)), six: await sixWords(keyOf(one)) })));
  const act = button(words.act, () => {
    const compared = ticks.filter(({ box }) => box.checked).map(({ one }): Target => [one.person, keyOf(one)]);
    void carryOut(PEOPLE.changing, () => rotate(place, people, reason, compared), PEOPLE.changed);
  });
  const title = heading("h2", words.title);
  title.id = "first-title";
  return element("section", { class: "candour-sheet", "aria-labelledby": "first-title" }, title, paragraph(PEOPLE.firstLead), ...ticks.flatMap((one) => [one.six, one.element]), act);
}

function keyOf({ publicKey }: Person): Uint8Array<ArrayBuffer> {
  return publicKey ?? new Uint8Array();
}
