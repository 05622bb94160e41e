/** From an opened report to what recurs: part of a theme there is, or the first report of a new one. */
import { button, paragraph } from "../dom";
import { isSignedOut } from "./coding";
import { parseThemes } from "./learning-answers";
import { LEARNING } from "./learning-words";
import { openNote } from "./notes";
import { choice, folded, statusLine } from "./parts";
import type { Here, ReportStep } from "./steps";
import { TOOLS } from "./tools-words";

const { theme: words } = TOOLS;

export function themeTool({ circle, report }: ReportStep, here: Here): HTMLElement {
  const path = `/circles/${circle.circle}/themes`;
  return folded(words.title, "tool-theme", (body) => {
    const status = statusLine();
    const begin = button(words.begin, () => here.go({ kind: "themes", circle, theme: undefined, begins: report }), "secondary");
    body.append(paragraph(words.lead), begin, status);
    void offer(body, status);
  });

  /** What there is already: named where the report is in it, offered where it is not. */
  async function offer(body: HTMLElement, status: HTMLElement): Promise<void> {
    try {
      const { themes } = parseThemes(await here.api.send("GET", path));
      const titled = await Promise.all(
        themes.map(async (one) => ({ ...one, title: (await openNote(here.member.keyring, circle.circle, one.theme, one.note))?.title ?? LEARNING.themes.damaged })),
      );
      const [inside, outside] = [true, false].map((isIn) => titled.filter(({ reports }) => reports.includes(report.report) === isIn));
      const parts: HTMLElement[] = (inside ?? []).map(({ title }) => paragraph(words.part(title)));
      if (outside !== undefined && outside.length > 0) {
        const to = choice("tool-theme-choice", words.choose, outside.map(({ theme, title }) => [theme, title]));
        parts.push(to.element, button(words.add, () => void add(to.select.value, status), "secondary"));
      }
      body.prepend(...parts);
    } catch (error) {
      fail(error, status);
    }
  }

  async function add(theme: string, status: HTMLElement): Promise<void> {
    try {
      await here.api.send("PUT", `${path}/${theme}/reports`, { report: report.report, linked: true });
      status.textContent = words.added;
    } catch (error) {
      fail(error, status);
    }
  }

  function fail(error: unknown, status: HTMLElement): void {
    if (isSignedOut(error)) return here.lock();
    status.textContent = TOOLS.failed;
  }
}
