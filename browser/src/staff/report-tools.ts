/** What a member can do with an opened report besides coding and answering it. */
import { button, element, find, paragraph } from "../dom";
import type { Circle } from "../directory";
import { parseTold, type SealedReport, type Told } from "./answers";
import { Refused } from "./api";
import { isSignedOut } from "./coding";
import { handOver, otherCircles } from "./handover";
import { MaskedText } from "./masked-text";
import { choice, folded, statusLine } from "./parts";
import { beginning } from "./search";
import { firstPage, type Here, type ReportStep } from "./steps";
import { themeTool } from "./theme-tool";
import { TOOLS } from "./tools-words";

/** The tools, folded. */
export function reportTools(step: ReportStep, here: Here, sealed: SealedReport, narrative: string): HTMLElement {
  return element(
    "section",
    { class: "candour-tools" },
    quoteTool(here, narrative),
    themeTool(step, here),
    sameTool(step, here, sealed),
    handTool(step, here, sealed),
    waysTool(),
  );
}

function quoteTool(here: Here, narrative: string): HTMLElement {
  const { quote: words } = TOOLS;
  return folded(words.title, "tool-quote", (body) => {
    const text = new MaskedText(here.engine, { id: "quote-text", label: words.label, hint: words.hint, rows: "7", text: narrative });
    const status = statusLine();
    const copy = button(words.copy, () => void copyMasked());
    async function copyMasked(): Promise<void> {
      const masked = await text.settle();
      if (masked === undefined) return;
      try {
        await navigator.clipboard.writeText(masked);
        status.textContent = words.copied;
      } catch {
        status.textContent = TOOLS.failed;
      }
    }
    body.append(paragraph(words.lead), text.element, copy, status);
  });
}

function sameTool({ circle, report }: ReportStep, here: Here, sealed: SealedReport): HTMLElement {
  const { same: words } = TOOLS;
  return folded(words.title, "tool-same", (body) => draw(body, sealed.told, ""));

  function draw(body: HTMLElement, told: Told, done: string): void {
    const status = statusLine();
    status.textContent = done;
    const set = async (original: string | null): Promise<void> => {
      try {
        const now = parseTold(await here.api.send("PUT", `/circles/${circle.circle}/reports/${report.report}/duplicate`, { original }));
        draw(body, now, original === null ? words.parted : words.saved);
      } catch (error) {
        if (isSignedOut(error)) return here.lock();
        status.textContent = TOOLS.failed;
      }
    };
    const open = [...here.opened].flatMap(([id, found]) => (id !== report.report && typeof found === "object" ? [[id, beginning(found.narrative, 80)] as const] : []));
    const parts: HTMLElement[] = [paragraph(words.lead)];
    if (told.others > 0) parts.push(paragraph(words.others(told.others)));
    if (told.original !== null) parts.push(paragraph(words.counted), button(words.apart, () => void set(null), "secondary"));
    else if (open.length === 0) parts.push(paragraph(words.need, "candour-quiet"));
    else {
      const other = choice("same-report", words.choose, open);
      parts.push(other.element, button(words.save, () => void set(other.select.value), "secondary"));
    }
    body.replaceChildren(...parts, status);
  }
}

function handTool({ circle }: ReportStep, here: Here, sealed: SealedReport): HTMLElement {
  const { hand: words } = TOOLS;
  return folded(words.title, "tool-hand", (body) => {
    const status = statusLine();
    body.append(paragraph(words.lead), status);
    otherCircles(here.api, circle.circle).then(
      (circles) => offer(circles, status),
      () => (status.textContent = TOOLS.failed),
    );
  });

  function offer(circles: readonly Circle[], status: HTMLElement): void {
    if (circles.length === 0) return void (status.textContent = words.none);
    const to = choice("hand-circle", words.choose, circles.map((one) => [one.circle, words.about(one.label, one.about)]));
    status.before(to.element, button(words.send, () => void give(circles.find((one) => one.circle === to.select.value), status)));
  }

  async function give(to: Circle | undefined, status: HTMLElement): Promise<void> {
    if (to === undefined) return;
    status.textContent = words.sending;
    try {
      await handOver(here.api, here.member.keyring, circle.circle, sealed, to);
      here.opened.delete(sealed.report);
      here.go(firstPage(circle), words.sent);
    } catch (error) {
      if (isSignedOut(error)) return here.lock();
      status.textContent = error instanceof Refused && ["stale-edit", "retired-key"].includes(error.code) ? words.stale : words.failed;
      status.focus();
    }
  }
}

/** The signposts of the taxonomy and the organisation's own, as the template wrote them. Nothing is sent or kept. */
function waysTool(): HTMLElement {
  const { ways: words } = TOOLS;
  return folded(words.title, "tool-ways", (body) => {
    const list = find("signposts", HTMLElement).cloneNode(true) as HTMLElement;
    list.removeAttribute("id");
    list.hidden = false;
    body.append(paragraph(words.lead), list);
  });
}
