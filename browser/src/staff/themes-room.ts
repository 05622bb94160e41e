/** A circle's themes: opened and written on this device, sealed before they leave it, published on purpose. */
import { button, element, heading, paragraph } from "../dom";
import { toBase64 } from "../crypto/bytes";
import type { CircleName, CodedReport } from "./answers";
import { Refused } from "./api";
import { isSignedOut } from "./coding";
import { parseThemes, STATUSES, type ClosedTheme, type Themes } from "./learning-answers";
import { LEARNING } from "./learning-words";
import { wordsFor } from "./lists";
import { openNote, sealNote, type Note } from "./notes";
import { choice, statusLine } from "./parts";
import { placeChoice } from "./places-view";
import type { Here, ThemesStep } from "./steps";
import { themeReports, themePublishing } from "./theme-parts";

const { themes: words } = LEARNING;

export async function themesRoom(step: ThemesStep, here: Here): Promise<readonly HTMLElement[]> {
  const { circle } = step;
  const all = parseThemes(await here.api.send("GET", `/circles/${circle.circle}/themes`));
  const notes = await Promise.all(all.themes.map(({ theme, note }) => openNote(here.member.keyring, circle.circle, theme, note)));
  const at = all.themes.findIndex(({ theme }) => theme === step.theme);
  const [theme, note] = [all.themes[at], notes[at]];
  if (theme !== undefined && note !== undefined) return themeRoom(step, here, all, theme, note);
  const rows = all.themes.map((one, place) => row(step, here, one, notes[place]));
  return [
    element("h1", { class: "govuk-heading-l", tabindex: "-1" }, words.title),
    placeChoice("themes", circle, here),
    paragraph(words.lead),
    rows.length === 0 ? element("p", { class: "govuk-inset-text" }, words.none) : element("ol", { class: "candour-queue" }, ...rows),
    section("begin-title", words.begin, new ThemeForm(circle, here, undefined, { title: "", words: "" }, step.begins).element),
  ];
}

function row(step: ThemesStep, here: Here, theme: ClosedTheme, note: Note | undefined): HTMLLIElement {
  const title = note?.title ?? words.damaged;
  const open = element("button", { type: "button", class: "candour-queue__open", "aria-label": words.openIt(title) }, title);
  open.addEventListener("click", () => here.go({ ...step, theme: theme.theme }));
  const tags = [words.statuses[theme.status], ...(theme.published ? [words.published] : [])].join(" · ");
  const made = `${wordsFor(here.member.lists.factors, theme.factor)} · ${words.made(String(theme.reports.length))}`;
  return element(
    "li",
    { class: "candour-queue__row" },
    element("h2", { class: "candour-queue__title" }, note === undefined ? title : open),
    element("p", { class: "candour-queue__tags" }, tags),
    element("p", { class: "candour-queue__factors" }, made),
  );
}

function themeRoom(step: ThemesStep, here: Here, { least }: Themes, theme: ClosedTheme, note: Note): readonly HTMLElement[] {
  const back = element("button", { type: "button", class: "candour-back" }, words.back);
  back.addEventListener("click", () => here.go({ ...step, theme: undefined }));
  return [
    back,
    element("h1", { class: "govuk-heading-l", tabindex: "-1", dir: "auto" }, note.title),
    section("note-title", words.words, new ThemeForm(step.circle, here, theme, note).element),
    section("reports-title", words.reports, themeReports(step.circle.circle, here, theme)),
    section("publish-title", words.publish, themePublishing(step, here, { theme, note, least })),
  ];
}

function section(id: string, title: string, body: HTMLElement): HTMLElement {
  const head = heading("h2", title);
  head.id = id;
  return element("section", { class: "candour-sheet", "aria-labelledby": id }, head, body);
}

/** Title, words, factor and how far it has come; a new theme when there is none yet. */
class ThemeForm {
  readonly element: HTMLElement;
  private readonly title = element("input", { class: "govuk-input", id: "theme-title", maxlength: "120", autocomplete: "off", dir: "auto" });
  private readonly box = element("textarea", { class: "govuk-textarea", id: "theme-words", rows: "6", autocomplete: "off", dir: "auto", "aria-describedby": "theme-words-hint" });
  private readonly status = statusLine();
  private readonly factor: ReturnType<typeof choice>;
  private readonly stage = choice("theme-status", words.status, STATUSES.map((status) => [status, words.statuses[status]]));

  constructor(
    private readonly circle: CircleName,
    private readonly here: Here,
    private readonly theme: ClosedTheme | undefined,
    note: Note,
    private readonly begins?: CodedReport,
  ) {
    this.factor = choice("theme-factor", words.factor, [...here.member.lists.factors]);
    this.title.value = note.title;
    this.box.value = note.words;
    const about = theme?.factor ?? begins?.factors[0];
    if (about !== undefined) this.factor.select.value = about;
    if (theme !== undefined) {
      this.stage.select.value = theme.status;
    }
    this.element = element(
      "div",
      {},
      ...(begins === undefined ? [] : [paragraph(words.begins)]),
      element("div", { class: "govuk-form-group" }, element("label", { class: "govuk-label", for: "theme-title" }, words.name), this.title),
      element(
        "div",
        { class: "govuk-form-group" },
        element("label", { class: "govuk-label", for: "theme-words" }, words.words),
        element("div", { class: "govuk-hint", id: "theme-words-hint" }, words.wordsHint),
        this.box,
      ),
      this.factor.element,
      ...(theme === undefined ? [] : [this.stage.element]),
      button(words.save, () => void this.save()),
      this.status,
    );
  }

  /** The theme is there already, so that what goes wrong here is said on its own page. */
  private async linked(path: string): Promise<boolean> {
    if (this.begins === undefined) return true;
    try {
      await this.here.api.send("PUT", `${path}/reports`, { report: this.begins.report, linked: true });
      return true;
    } catch (error) {
      if (isSignedOut(error)) throw error;
      return false;
    }
  }

  private async save(): Promise<void> {
    const note = { title: this.title.value.trim(), words: this.box.value.trim() };
    if (note.title === "" || note.words === "") return void (this.status.textContent = words.missing);
    const { here, circle } = this;
    const theme = this.theme?.theme ?? randomId();
    try {
      const sealed = toBase64(await sealNote(here.member.keyring, circle.circle, theme, note));
      const path = `/circles/${circle.circle}/themes`;
      const about = { factor: this.factor.select.value, note: sealed };
      if (this.theme === undefined) await here.api.send("POST", path, { theme, ...about });
      else await here.api.send("PUT", `${path}/${theme}`, { ...about, status: this.stage.select.value, version: this.theme.version });
      here.go({ kind: "themes", circle, theme }, (await this.linked(`${path}/${theme}`)) ? words.saved : words.unlinked);
    } catch (error) {
      if (isSignedOut(error)) return here.lock();
      this.status.textContent = error instanceof Refused && error.code === "stale-edit" ? words.stale : LEARNING.failed;
      this.status.focus();
    }
  }
}

function randomId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
