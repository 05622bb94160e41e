/** Giving a circle's key to one person: their words, a tick that they were compared, and a button. */
import { button, element, heading, paragraph } from "../../dom";
import { activeOf, type Person } from "./answers";
import { give } from "./making";
import { sixWords, type PeopleHere } from "./here";
import { PEOPLE } from "./words";

export async function giveSheet(known: PeopleHere, person: Person): Promise<HTMLElement> {
  const { publicKey, display } = person;
  const id = `give-${person.person}`;
  const title = heading("h2", PEOPLE.give(display));
  title.id = id;
  const compared = tick(`${id}-compared`, PEOPLE.compared(display));
  const older = tick(`${id}-older`, PEOPLE.alsoOlder);
  const status = element("p", { class: "candour-progress", role: "status" });
  const act = button(PEOPLE.giveButton, () => {
    if (!compared.box.checked) return void (status.textContent = PEOPLE.compareFirst);
    if (publicKey === null) return;
    void known.act(PEOPLE.giving, () => giveEpochs(known, person.person, publicKey, older.box.checked), PEOPLE.given(display));
  });
  const parts = known.people.keys.length > 1 ? [older.element] : [];
  return element(
    "section",
    { class: "candour-sheet", "aria-labelledby": id },
    title,
    paragraph(PEOPLE.compare(display)),
    ...(publicKey === null ? [] : [await sixWords(publicKey)]),
    compared.element,
    ...parts,
    act,
    status,
  );
}

/** The active key, and with `older` every older one that this member holds. */
async function giveEpochs({ place, people }: PeopleHere, person: string, publicKey: Uint8Array<ArrayBuffer>, older: boolean): Promise<void> {
  const active = activeOf(people);
  const mine = people.members.find((one) => one.person === place.me)?.epochs ?? [];
  await give(place, person, publicKey, people.keys.filter((key) => key === active || (older && mine.includes(key.epoch))));
}

export function tick(id: string, label: string): { readonly element: HTMLElement; readonly box: HTMLInputElement } {
  const box = element("input", { class: "govuk-checkboxes__input", id, type: "checkbox" });
  const item = element("div", { class: "govuk-checkboxes__item" }, box, element("label", { class: "govuk-label govuk-checkboxes__label", for: id }, label));
  return { element: element("div", { class: "govuk-form-group" }, element("div", { class: "govuk-checkboxes" }, item)), box };
}
