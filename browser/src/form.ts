/** Reads the form into a draft, and shows on it what is missing and what failed. Keeps no answer of its own. */
import { button, element, find } from "./dom";
import { FactorPicker, type FactorHooks } from "./factors";
import { MESSAGES } from "./messages";
import { budgetHint, type Draft, type Problem } from "./report";
import type { Source } from "./worker-script";

const ERROR_ID_SUFFIX = "-problem";

export interface Failure {
  readonly reason: string;
  readonly field?: Problem["field"] | undefined;
}

/** Add an id to what describes a control, or take it away. */
function describe(control: Element, id: string, isOn: boolean): void {
  const others = (control.getAttribute("aria-describedby") ?? "").split(" ").filter((one) => one !== "" && one !== id);
  const all = isOn ? [...others, id] : others;
  if (all.length > 0) control.setAttribute("aria-describedby", all.join(" "));
  else control.removeAttribute("aria-describedby");
}

export class ReportForm {
  /** The quick report asks for none. */
  readonly factors: FactorPicker | undefined;
  private readonly form = find("report", HTMLFormElement);
  private readonly narrative = find("narrative", HTMLTextAreaElement);
  private readonly budget = find("budget", HTMLElement);
  private readonly problems = find("problems", HTMLElement);

  constructor(hooks: FactorHooks) {
    const most = Number(this.form.dataset["maxFactors"]);
    const hasFactors = document.getElementById("factors") !== null;
    this.factors = hasFactors ? new FactorPicker(this.form, most, this.asks, hooks) : undefined;
    this.narrative.addEventListener("input", () => this.showBudget());
  }

  get api(): string {
    return this.form.dataset["api"] ?? "";
  }

  /** Where the engine is, and what its bytes must be. */
  get engine(): Source {
    return { url: this.form.dataset["engine"] ?? "", integrity: this.form.dataset["engineIntegrity"] ?? "" };
  }

  /** Whether questions are asked and factors suggested here. */
  get asks(): boolean {
    return this.form.dataset["asks"] === "yes";
  }

  get start(): string {
    return this.form.dataset["start"] ?? "/";
  }

  onSubmit(send: () => void): void {
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      send();
    });
  }

  read(): Draft {
    const data = new FormData(this.form);
    const answer = (name: string): string => String(data.get(name) ?? "");
    return {
      narrative: this.narrative.value,
      kind: answer("kind"),
      unit: answer("unit"),
      factors: this.factors?.read().chosen ?? [],
      potential: answer("potential"),
      spread: answer("spread"),
      roleGroup: answer("role_group"),
    };
  }

  /** A blank form, as it was first shown. */
  clear(): void {
    this.form.reset();
    this.factors?.clear();
    this.showBudget();
    this.clearProblems();
    for (const group of this.form.querySelectorAll("details")) group.open = false;
  }

  /** The error summary, each line linked to its field, and the same words beside the field. */
  showProblems(found: readonly Problem[]): void {
    this.clearProblems();
    this.summarise(MESSAGES.problems.title, this.listProblems(found));
  }

  /** Sending failed: why, and where to choose again; that nothing is lost, and one tap to try again. */
  showFailure({ reason, field }: Failure, again: () => void): void {
    this.clearProblems();
    this.summarise(
      MESSAGES.failed.title,
      field === undefined ? element("p", { class: "govuk-body" }, reason) : this.listProblems([{ field, say: reason }]),
      element("p", { class: "govuk-body" }, MESSAGES.failed.kept),
      button(MESSAGES.failed.again, again),
    );
  }

  clearProblems(): void {
    this.problems.replaceChildren();
    for (const message of this.form.querySelectorAll(`[id$="${ERROR_ID_SUFFIX}"]`)) {
      for (const told of this.form.querySelectorAll(`[aria-describedby~="${message.id}"]`)) describe(told, message.id, false);
      message.remove();
    }
    for (const group of this.form.querySelectorAll(".govuk-form-group--error")) {
      group.classList.remove("govuk-form-group--error");
    }
    for (const control of this.form.querySelectorAll("[aria-invalid]")) control.removeAttribute("aria-invalid");
  }

  private listProblems(found: readonly Problem[]): HTMLElement {
    const links = found.map(({ field, say }) => {
      this.markField(field, say);
      const link = element("a", { href: `#${field}` }, say);
      link.addEventListener("click", (event) => {
        event.preventDefault();
        const control = find(field, HTMLElement);
        // The question itself belongs on the screen, not only the first of its answers.
        control.closest(".govuk-form-group")?.scrollIntoView();
        control.focus({ preventScroll: true });
      });
      return element("li", {}, link);
    });
    return element("ul", { class: "govuk-list govuk-error-summary__list" }, ...links);
  }

  private summarise(title: string, ...body: readonly HTMLElement[]): void {
    const heading = element("h2", { class: "govuk-error-summary__title" }, title);
    const inside = element("div", { class: "govuk-error-summary__body" }, ...body);
    const summary = element("div", { class: "govuk-error-summary" }, element("div", { role: "alert" }, heading, inside));
    this.problems.replaceChildren(summary);
    this.problems.focus();
    this.problems.scrollIntoView();
  }

  private markField(field: string, say: string): void {
    const control = find(field, HTMLElement);
    const group = control.closest(".govuk-form-group");
    if (group === null || group.classList.contains("govuk-form-group--error")) return;
    const message = element("p", { class: "govuk-error-message", id: `${field}${ERROR_ID_SUFFIX}` }, say);
    group.classList.add("govuk-form-group--error");
    const anchor = group.querySelector(".govuk-radios") ?? control;
    anchor.before(message);
    // Of radio buttons it is the group that is described; none of them alone is wrong.
    const fieldset = control.closest("fieldset");
    describe(fieldset ?? control, message.id, true);
    if (fieldset === null) control.setAttribute("aria-invalid", "true");
  }

  private showBudget(): void {
    const hint = budgetHint(this.read());
    if (this.budget.textContent !== hint) this.budget.textContent = hint;
  }
}
