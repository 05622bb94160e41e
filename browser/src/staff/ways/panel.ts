/** A signed-in person's ways in, below whatever else they do: listed, added, taken away. */
import { typedWords } from "../../crypto/receipt";
import { anyBelow, choosePositions } from "../../dialogue/receipt-check";
import { button, element, heading, paragraph } from "../../dom";
import { fields, list, oneOf, text } from "../../shape";
import { Refused, type StaffApi } from "../api";
import { NoPasskey, hasPasskeys } from "./passkey";
import { addPasskey, CannotLock, drawRecoveryWords, setWords, suggestPassphrase, type Lock } from "./setting";
import { WAYS } from "./words";

const LEAST_WAYS = 2;
const LEAST_CHARACTERS = 16;
const KINDS = ["passkey", "passphrase", "recovery"] as const;

interface Way {
  readonly way: string;
  readonly kind: (typeof KINDS)[number];
  readonly added: string;
  readonly here: boolean;
}

export class WaysPanel {
  private organisation = "";
  private lock: Lock;
  private readonly status = element("p", { class: "candour-progress", role: "status" });

  constructor(
    private readonly api: StaffApi,
    private readonly place: HTMLElement,
    /** Every session has ended: go to the door. */
    private readonly onOut: () => void,
  ) {}

  /** Show the ways in of who is signed in; `lock` locks a member's key under a new one. */
  async open(organisation: string, lock: Lock): Promise<void> {
    this.organisation = organisation;
    this.lock = lock;
    await this.show("");
  }

  close(): void {
    this.lock = undefined;
    this.place.replaceChildren();
  }

  private async show(sentence: string): Promise<void> {
    const ways = await this.fetch();
    if (ways === undefined) return;
    const few = ways.length < LEAST_WAYS;
    const note = few ? [element("p", { class: "govuk-inset-text", id: "one-way-in" }, WAYS.one)] : [];
    const parts = [...note, paragraph(WAYS.lead), this.listOf(ways), ...this.adding(), this.status, ...this.leaving()];
    const isPage = this.place.dataset["page"] !== undefined;
    const box = isPage ? element("div", { class: "candour-ways", id: "ways" }, ...parts) : folded(parts, few || sentence !== "");
    this.place.replaceChildren(box);
    this.tell(sentence);
  }

  private async fetch(): Promise<readonly Way[] | undefined> {
    try {
      return list(fields(await this.api.send("GET", "/ways"))["ways"], parseWay);
    } catch (error) {
      // The way this session began with was taken away: the session went with it.
      if (error instanceof Refused && error.code === "not-signed-in") this.onOut();
      return undefined;
    }
  }

  private listOf(ways: readonly Way[]): HTMLElement {
    const rows = ways.map(({ way, kind, added, here }) => {
      const said = `${WAYS.kinds[kind]}, ${WAYS.since(added)}${here ? ` (${WAYS.here})` : ""}`;
      const remove = element("button", { type: "button", class: "candour-quiet-button", "data-way": way }, WAYS.remove);
      remove.append(element("span", { class: "govuk-visually-hidden" }, `: ${said}`));
      remove.addEventListener("click", () => void this.attempt(() => this.api.send("DELETE", `/ways/${way}`, {}), WAYS.removed));
      return element("li", {}, element("span", {}, said), remove);
    });
    return element("ul", { class: "govuk-list" }, ...rows);
  }

  private adding(): HTMLElement[] {
    const passkey = button(WAYS.passkey.add, () => {
      this.tell(WAYS.passkey.asking);
      void this.attempt(() => addPasskey(this.api, this.organisation, this.lock), WAYS.passkey.added);
    }, "secondary");
    const offered = hasPasskeys() ? [section(paragraph(WAYS.passkey.hint), passkey)] : [];
    return [heading("h2", WAYS.add), ...offered, this.passphraseForm(), this.recoveryForm()];
  }

  private passphraseForm(): HTMLElement {
    const input = field("new-passphrase");
    const place = element("div");
    const keep = button(WAYS.passphrase.keep, () => {
      if (input.value.length < LEAST_CHARACTERS) return this.tell(WAYS.passphrase.short(LEAST_CHARACTERS));
      this.tell(WAYS.working);
      void this.attempt(() => setWords(this.api, "passphrase", input.value, this.lock), WAYS.passphrase.added);
    });
    const suggest = button(WAYS.passphrase.suggest, () => void suggestPassphrase().then((words) => (input.value = words)), "secondary");
    const start = button(WAYS.passphrase.set, () => {
      place.replaceChildren(labelled(WAYS.passphrase.label, input), element("div", { class: "govuk-button-group" }, keep, suggest));
      input.focus();
    }, "secondary");
    place.append(start);
    return section(paragraph(WAYS.passphrase.hint), place);
  }

  private recoveryForm(): HTMLElement {
    const place = element("div");
    place.append(button(WAYS.recovery.set, () => void drawRecoveryWords().then((words) => this.confirm(place, words)), "secondary"));
    return section(paragraph(WAYS.recovery.hint), place);
  }

  /** Shows the words once; they count only when two of them have been typed back. */
  private confirm(place: HTMLElement, words: readonly string[]): void {
    const shown = element("ol", { class: "candour-words", lang: "en", translate: "no" });
    shown.append(...words.map((word) => element("li", {}, word)));
    const positions = choosePositions(words.length, anyBelow);
    const inputs = positions.map((position) => field(`recovery-${position}`));
    const keep = button(WAYS.recovery.keep, () => {
      const right = positions.every((position, at) => typedWords(inputs[at]?.value ?? "")[0] === words[position - 1]);
      if (!right) return this.tell(WAYS.recovery.wrong);
      this.tell(WAYS.working);
      void this.attempt(() => setWords(this.api, "recovery", words.join(" "), this.lock), WAYS.recovery.added);
    });
    const [one, two] = positions;
    place.replaceChildren(
      paragraph(WAYS.recovery.lead),
      shown,
      button(WAYS.recovery.print, () => window.print(), "secondary"),
      paragraph(WAYS.recovery.check(one, two)),
      ...inputs.map((input, at) => labelled(WAYS.recovery.word(positions[at] ?? 0), input)),
      keep,
    );
  }

  private leaving(): HTMLElement[] {
    const out = button(WAYS.everywhere, () => void this.api.send("POST", "/sign-out/everywhere", {}).then(this.onOut, () => this.tell(WAYS.unreached)), "secondary");
    return [heading("h2", WAYS.everywhere), paragraph(WAYS.everywhereHint), out];
  }

  private async attempt(change: () => Promise<unknown>, done: string): Promise<void> {
    try {
      await change();
    } catch (error) {
      return this.tell(reasonOf(error));
    }
    await this.show(done);
  }

  private tell(sentence: string): void {
    this.status.textContent = sentence;
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof CannotLock) return WAYS.passkey.unfit;
  if (error instanceof NoPasskey) return WAYS.passkey.none;
  if (error instanceof Refused && error.code === "too-few-ways-in") return WAYS.tooFew;
  return error instanceof Refused && error.code === "passkey-refused" ? WAYS.passkey.none : WAYS.unreached;
}

function parseWay(answer: unknown): Way {
  const { way, kind, added, here } = fields(answer);
  return { way: text(way), kind: oneOf(kind, KINDS), added: text(added), here: here === true };
}

/** Below a circle's reports: there when somebody looks for it. */
function folded(parts: readonly HTMLElement[], isOpen: boolean): HTMLElement {
  const summary = element("span", { class: "govuk-details__summary-text" }, WAYS.title);
  const body = element("div", { class: "govuk-details__text" }, ...parts);
  const box = element("details", { class: "candour-ways govuk-details", id: "ways" });
  box.append(element("summary", { class: "govuk-details__summary" }, summary), body);
  box.open = isOpen;
  return box;
}

function section(...parts: readonly HTMLElement[]): HTMLElement {
  return element("div", { class: "candour-ways__way" }, ...parts);
}

function field(id: string): HTMLInputElement {
  const attributes = { autocomplete: "off", autocapitalize: "none", spellcheck: "false", type: "text" };
  return element("input", { class: "govuk-input", id, ...attributes });
}

function labelled(label: string, input: HTMLInputElement): HTMLElement {
  return element("div", { class: "govuk-form-group" }, element("label", { class: "govuk-label", for: input.id }, label), input);
}
