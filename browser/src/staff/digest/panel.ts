/** Where a member's weekly mail goes, below whatever else they do: set and cleared. */
import { button, element, paragraph } from "../../dom";
import { LANGUAGE } from "../../language";
import { fields, text } from "../../shape";
import { Refused, type StaffApi } from "../api";
import { DIGEST } from "./words";

interface Digest {
  readonly address: string;
  /** Nothing where the organisation sends none. */
  readonly when: string;
}

export class DigestPanel {
  private readonly status = element("p", { class: "candour-progress", role: "status" });

  constructor(
    private readonly api: StaffApi,
    private readonly place: HTMLElement,
  ) {}

  async open(): Promise<void> {
    await this.show("");
  }

  close(): void {
    this.place.replaceChildren();
  }

  private async show(sentence: string): Promise<void> {
    const digest = await this.fetch();
    if (digest === undefined) return;
    const box = element("details", { class: "candour-ways govuk-details", id: "digest" });
    box.open = sentence !== "";
    const summary = element("span", { class: "govuk-details__summary-text" }, DIGEST.title);
    const body = element("div", { class: "govuk-details__text" });
    box.append(element("summary", { class: "govuk-details__summary" }, summary), body);
    body.append(paragraph(DIGEST.lead), paragraph(digest.when || DIGEST.never), ...this.form(digest), this.status);
    this.place.replaceChildren(box);
    this.status.textContent = sentence;
  }

  private async fetch(): Promise<Digest | undefined> {
    try {
      return parseDigest(await this.api.send("GET", "/digest"));
    } catch {
      return undefined;
    }
  }

  private form(digest: Digest): HTMLElement[] {
    const input = element("input", {
      class: "govuk-input",
      id: "digest-address",
      type: "email",
      autocomplete: "email",
      spellcheck: "false",
      maxlength: "254",
      "aria-describedby": "digest-hint",
    });
    input.value = digest.address;
    const group = element(
      "div",
      { class: "govuk-form-group" },
      element("label", { class: "govuk-label", for: "digest-address" }, DIGEST.address),
      element("div", { class: "govuk-hint", id: "digest-hint" }, DIGEST.hint),
      input,
    );
    const keep = button(DIGEST.keep, () => {
      const body = { address: input.value.trim(), language: languageCode() };
      void this.attempt(() => this.api.send("PUT", "/digest", body), DIGEST.kept);
    });
    const clear = button(DIGEST.clear, () => void this.attempt(() => this.api.send("DELETE", "/digest", {}), DIGEST.cleared), "secondary");
    return [group, element("div", { class: "govuk-button-group" }, keep, ...(digest.address === "" ? [] : [clear]))];
  }

  private async attempt(change: () => Promise<unknown>, done: string): Promise<void> {
    try {
      await change();
    } catch (error) {
      this.status.textContent = error instanceof Refused ? DIGEST.unfit : DIGEST.unreached;
      return;
    }
    await this.show(done);
  }
}

/** The page's language as the service names it: HTML says en-GB where an address says en. */
function languageCode(): string {
  return LANGUAGE.startsWith("en-") ? "en" : LANGUAGE;
}

function parseDigest(answer: unknown): Digest {
  const { address, weekday, hour } = fields(answer);
  const when = typeof weekday === "number" && typeof hour === "number" ? DIGEST.when(weekday, hour) : "";
  return { address: text(address), when };
}
