/** Which reports a theme is made of, and letting everybody read it. */
import { button, element, paragraph } from "../dom";
import { Refused } from "./api";
import { isSignedOut } from "./coding";
import type { ClosedTheme } from "./learning-answers";
import { LEARNING } from "./learning-words";
import { MaskedText } from "./masked-text";
import type { Note } from "./notes";
import { statusLine } from "./parts";
import { beginning } from "./search";
import { NO_CHOICES } from "../writing/choices";
import { TOOLS } from "./tools-words";
import type { Here, ThemesStep } from "./steps";

const { themes: words } = LEARNING;

/** A tick for each report that is open here or is part of the theme already. */
export function themeReports(circle: string, here: Here, theme: ClosedTheme): HTMLElement {
  const status = statusLine();
  const open = new Map([...here.opened].flatMap(([id, found]) => (typeof found === "object" ? [[id, beginning(found.narrative, 100)] as const] : [])));
  const all = [...new Set([...theme.reports, ...open.keys()])];
  const boxes = all.map((report, place) => {
    const box = element("input", { class: "govuk-checkboxes__input", type: "checkbox", id: `theme-report-${place}`, value: report });
    box.checked = theme.reports.includes(report);
    box.addEventListener("change", () => void link(box));
    return element("div", { class: "govuk-checkboxes__item" }, box, element("label", { class: "govuk-label govuk-checkboxes__label", for: box.id, dir: "auto" }, open.get(report) ?? words.closed));
  });
  const legend = element("legend", { class: "govuk-visually-hidden" }, words.link);
  const field = element("fieldset", { class: "govuk-fieldset" }, legend, element("div", { class: "govuk-checkboxes", "data-module": "none" }, ...boxes));
  return element("div", {}, ...(open.size === 0 ? [paragraph(words.need, "candour-quiet")] : []), ...(boxes.length === 0 ? [] : [field]), status);

  async function link(box: HTMLInputElement): Promise<void> {
    try {
      await here.api.send("PUT", `/circles/${circle}/themes/${theme.theme}/reports`, { report: box.value, linked: box.checked });
      status.textContent = words.saved;
    } catch (error) {
      if (isSignedOut(error)) return here.lock();
      box.checked = !box.checked;
      status.textContent = LEARNING.failed;
    }
  }
}

interface Publishing {
  readonly theme: ClosedTheme;
  readonly note: Note;
  readonly least: number;
}

/** What leaders read: only what stands here, masked, and only on purpose. */
export function themePublishing(step: ThemesStep, here: Here, { theme, note, least }: Publishing): HTMLElement {
  const status = statusLine();
  const title = element("input", { class: "govuk-input", id: "publish-name", maxlength: "120", autocomplete: "off", dir: "auto" });
  title.value = note.title;
  const text = new MaskedText(here.engine, { id: "publish-words", label: words.words, hint: words.wordsHint, text: note.words });
  const path = `/circles/${step.circle.circle}/themes/${theme.theme}`;
  const send = async (deed: "publish" | "withdraw", body: object): Promise<void> => {
    try {
      await here.api.send("POST", `${path}/${deed}`, body);
      here.go(step, deed === "publish" ? words.done : words.withdrawn);
    } catch (error) {
      if (isSignedOut(error)) return here.lock();
      const code = error instanceof Refused ? error.code : "";
      status.textContent = { "too-few-reports": words.tooFew, "words-not-ready": words.notReady }[code] ?? LEARNING.failed;
      status.focus();
    }
  };
  /** The title passes the same masks; a changed one is shown before it goes. */
  const settleTitle = async (): Promise<boolean> => {
    const { narrative } = await here.engine.read(title.value, NO_CHOICES);
    if (narrative === title.value) return true;
    title.value = narrative;
    status.textContent = TOOLS.mask.changed;
    return false;
  };
  const publish = async (): Promise<void> => {
    const masked = await text.settle();
    if (masked !== undefined && !(await settleTitle())) return;
    if (masked === undefined || masked.trim() === "" || title.value.trim() === "") return;
    await send("publish", { title: title.value.trim(), words: masked.trim() });
  };
  return element(
    "div",
    {},
    paragraph(words.publishLead(String(least))),
    element("div", { class: "govuk-form-group" }, element("label", { class: "govuk-label", for: "publish-name" }, words.name), title),
    text.element,
    element(
      "div",
      { class: "govuk-button-group" },
      button(words.publishIt, () => void publish()),
      ...(theme.published ? [button(words.withdraw, () => void send("withdraw", {}), "secondary")] : []),
    ),
    status,
  );
}
