/** Endorsing a new circle: its people, its six words, a tick that they were compared; and who endorsed which circle. */
import { button, element, heading, paragraph } from "../../dom";
import { receivedWords } from "../words";
import { endorse, isOurs, type KnownCircle } from "./endorsing";
import { tick } from "./give-view";
import { sixWords, type PeopleHere } from "./here";
import { ENDORSE } from "./endorse-words";

/** A circle that waits, with what it takes to endorse it. */
export async function endorseSheet(known: PeopleHere, one: KnownCircle): Promise<HTMLElement> {
  const id = `endorse-${one.circle}`;
  const title = heading("h2", ENDORSE.title(one.label));
  title.id = id;
  const compared = tick(`${id}-compared`, ENDORSE.compared(one.label));
  const status = element("p", { class: "candour-progress", role: "status" });
  const act = button(ENDORSE.act, () => {
    if (!compared.box.checked) return void (status.textContent = ENDORSE.compareFirst);
    void known.act(ENDORSE.acting, () => endorse(known.place, one), ENDORSE.done(one.label));
  });
  return element(
    "section",
    { class: "candour-sheet", "aria-labelledby": id },
    title,
    paragraph(ENDORSE.why),
    paragraph(ENDORSE.who),
    element("ul", { class: "govuk-list govuk-list--bullet" }, ...one.people.map((name) => element("li", {}, name))),
    paragraph(ENDORSE.compare),
    await sixWords(one.publicKey),
    compared.element,
    act,
    status,
  );
}

/** Every circle that may receive, and on whose word; an endorsement in this circle's name that its key never made is told. */
export async function endorsedSheet({ place }: PeopleHere, all: readonly KnownCircle[]): Promise<HTMLElement> {
  const title = heading("h2", ENDORSE.all);
  title.id = "endorsed-title";
  const labels = new Map(all.map(({ circle, label }) => [circle, label]));
  const rows: HTMLElement[] = [];
  for (const one of all) {
    const said = element("dd", {}, standingOf(one, labels));
    if (one.by?.circle === place.circle && (await isOurs(place, one)) === "no") {
      said.append(element("p", { class: "govuk-inset-text", role: "alert" }, ENDORSE.forged));
    }
    rows.push(element("div", { "data-known": one.circle }, element("dt", {}, one.label), said));
  }
  return element("section", { class: "candour-sheet", "aria-labelledby": "endorsed-title" }, title, paragraph(ENDORSE.allLead), element("dl", { class: "candour-facts" }, ...rows));
}

function standingOf({ since, by }: KnownCircle, labels: ReadonlyMap<string, string>): string {
  if (since === null) return ENDORSE.waits;
  if (by === null) return ENDORSE.founded;
  return ENDORSE.endorsed(labels.get(by.circle) ?? by.circle, receivedWords(since));
}
