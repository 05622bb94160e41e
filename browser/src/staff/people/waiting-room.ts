/** What somebody sees of a circle whose key they wait for: their own six words, and who can give it to them. */
import { button, element, paragraph } from "../../dom";
import { isSignedOut } from "../coding";
import { statusLine } from "../parts";
import type { Here, WaitingStep } from "../steps";
import { holdsNewest, parsePeople } from "./answers";
import { firstSheet } from "./change-view";
import { acting, placeOf, sixWords, type PeopleHere } from "./here";
import { PEOPLE } from "./words";

const { waiting: words } = PEOPLE;

export async function waitingRoom(step: WaitingStep, here: Here): Promise<readonly HTMLElement[]> {
  const { circle } = step;
  const people = parsePeople(await here.api.send("GET", `/circles/${circle.circle}/members`));
  const status = statusLine();
  const again = button(words.again, () => void lookAgain(step, here, status), "secondary");
  const title = element("h1", { class: "govuk-heading-l", tabindex: "-1" }, words.title(circle.label));
  if (people.keys.length === 0) {
    const place = placeOf(here, circle.circle);
    const act: PeopleHere["act"] = async (doing, deed, done) => {
      await acting({ kind: "people", circle }, { ...here, go: () => void lookAgain(step, here, status, done) }, status)(doing, deed, done);
    };
    return [title, paragraph(PEOPLE.none), status, await firstSheet({ place, people, vouched: new Set([place.me]), anew: true, act }), again];
  }
  const holders = people.members.filter((one) => holdsNewest(people, one)).map(({ display }) => element("li", {}, display));
  return [
    title,
    paragraph(words.lead),
    await sixWords(here.member.keyring.publicKey),
    ...(holders.length === 0 ? [paragraph(words.nobody)] : [paragraph(words.who), element("ul", { class: "govuk-list govuk-list--bullet" }, ...holders)]),
    again,
    status,
  ];
}

async function lookAgain({ circle }: WaitingStep, here: Here, status: HTMLElement, done = ""): Promise<void> {
  try {
    const me = await here.api.me();
    here.member.keyring.renew(circle.circle);
    if (me.circles.some((one) => one.circle === circle.circle)) return here.arrive(me, circle, done);
    status.textContent = words.still;
  } catch (error) {
    if (isSignedOut(error)) return here.lock();
    status.textContent = PEOPLE.failed;
  }
}
