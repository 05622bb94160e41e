/** Counting, on this device, what a circle agreed on, for the factor model; and keeping the file, on purpose. */
import { button, element, paragraph } from "../dom";
import type { CircleName } from "./answers";
import type { Reviewed } from "./corrections";
import { isSignedOut } from "./coding";
import { LEARNING } from "./learning-words";
import { Opener } from "./opener";
import { folded, statusLine } from "./parts";
import type { Here, QueueStep } from "./steps";

const { corrections: words } = LEARNING;

export function correctionsTool(step: QueueStep, here: Here): HTMLElement {
  return folded(words.title, "tool-corrections", (body) => {
    const status = statusLine();
    const result = element("div", {});
    const count = async (): Promise<void> => {
      try {
        const reviewed = await readAll(step, here, (done) => (status.textContent = words.counting(String(done))));
        const { countCorrections } = await import("./corrections");
        const counted = countCorrections(reviewed);
        status.textContent = words.counted(String(counted.reports), String(Object.keys(counted.terms).length));
        const content = `${JSON.stringify(counted, null, 2)}\n`;
        result.replaceChildren(
          element("pre", { class: "candour-file", tabindex: "0", "aria-label": words.file }, content),
          button(words.keep, () => keepFile(content, step.circle), "secondary"),
        );
      } catch (error) {
        if (isSignedOut(error)) return here.lock();
        status.textContent = LEARNING.failed;
      }
    };
    body.append(paragraph(words.lead), button(words.count, () => void count(), "secondary"), status, result);
  });
}

/** Every report whose factors are agreed, opened here page by page; what does not open is left out. */
async function readAll(step: QueueStep, here: Here, tell: (done: number) => void): Promise<readonly Reviewed[]> {
  const { circle } = step.circle;
  const found: Reviewed[] = [];
  const opener = await Opener.start(here.opener);
  try {
    for (let after: string | null = ""; after !== null; ) {
      const page = await here.api.queue(circle, "coded", after);
      const envelopes = await here.api.envelopes(circle, page.reports.map(({ report }) => report));
      const closed = page.reports.flatMap(({ report, sealedBy }) => {
        const envelope = envelopes.get(report);
        return envelope === undefined ? [] : [{ report, sealedBy, ...envelope }];
      });
      const seeds = await here.member.keyring.lend(circle, new Set(closed.map(({ keyId }) => keyId)));
      const coded = new Map(page.reports.map((one) => [one.report, one]));
      await opener.open({ organisation: here.member.lists.organisation, circle, seeds, reports: closed }, (report, opened) => {
        if (!here.isHere(step)) return opener.stop();
        const suggests = envelopes.get(report)?.suggests ?? false;
        const { factors, rejected } = coded.get(report) ?? { factors: [], rejected: [] };
        if (typeof opened === "object") found.push({ narrative: opened.narrative, factors, rejected, suggests });
        tell(found.length);
      });
      after = page.after;
    }
  } finally {
    opener.stop();
  }
  return found;
}

function keepFile(content: string, { circle }: CircleName): void {
  const address = URL.createObjectURL(new Blob([content], { type: "application/json" }));
  element("a", { href: address, download: `candour-corrections-${circle}.json` }).click();
  URL.revokeObjectURL(address);
}
