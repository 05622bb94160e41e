/** What somebody invited is asked: which way in for every day, and whether they kept their recovery words. */
import { typedWords } from "../../crypto/receipt";
import { anyBelow, choosePositions } from "../../dialogue/receipt-check";
import { button, element, heading, paragraph } from "../../dom";
import { suggestPassphrase } from "../ways/setting";
import { WAYS } from "../ways/words";
import { INVITATION } from "./words";

const LEAST_CHARACTERS = 16;

/** The two ways in as they were chosen; a passkey is made once both are. */
export interface Chosen {
  readonly passphrase: string | undefined;
  readonly words: string;
}

export class InvitationForm {
  readonly parts: readonly HTMLElement[];
  private readonly passphrase = field("new-passphrase");
  private readonly passkeyChoice = radio("way-passkey");
  private readonly passphraseChoice = radio("way-passphrase");
  private readonly passphrasePart: HTMLElement;
  private readonly finish: HTMLButtonElement;
  private readonly positions: readonly [number, number];
  private readonly checks: readonly HTMLInputElement[];

  constructor(
    private readonly words: readonly string[],
    hasPasskeys: boolean,
    private readonly tell: (sentence: string) => void,
    private readonly onChosen: (chosen: Chosen) => Promise<void>,
  ) {
    this.positions = choosePositions(words.length, anyBelow);
    this.checks = this.positions.map((position) => field(`recovery-${position}`));
    this.finish = button(INVITATION.finish, () => void this.submit());
    const suggest = button(WAYS.passphrase.suggest, () => void suggestPassphrase().then((six) => (this.passphrase.value = six)), "secondary");
    this.passphrasePart = element("div", {}, labelled(WAYS.passphrase.label, this.passphrase), paragraph(WAYS.passphrase.hint), suggest);
    this.parts = [...(hasPasskeys ? [this.choice()] : []), this.passphrasePart, ...this.recovery(), this.finish];
    this.choose(hasPasskeys ? this.passkeyChoice : this.passphraseChoice);
  }

  /** No passkey can be had here: the passphrase is the way. */
  usePassphrase(): void {
    this.choose(this.passphraseChoice);
    this.passphrase.focus();
  }

  private choose(choice: HTMLInputElement): void {
    choice.checked = true;
    this.passphrasePart.hidden = this.passkeyChoice.checked;
  }

  private choice(): HTMLElement {
    for (const one of [this.passkeyChoice, this.passphraseChoice]) one.addEventListener("change", () => this.choose(one));
    const legend = element("legend", { class: "govuk-fieldset__legend govuk-fieldset__legend--m" }, INVITATION.daily);
    const hint = element("div", { class: "govuk-hint govuk-radios__hint", id: "way-passkey-hint" }, WAYS.passkey.hint);
    this.passkeyChoice.setAttribute("aria-describedby", hint.id);
    const options = [option(this.passkeyChoice, INVITATION.passkey, hint), option(this.passphraseChoice, INVITATION.passphrase)];
    const radios = element("div", { class: "govuk-radios" }, ...options);
    return element("div", { class: "govuk-form-group" }, element("fieldset", { class: "govuk-fieldset" }, legend, radios));
  }

  private recovery(): HTMLElement[] {
    const shown = element("ol", { class: "candour-words", lang: "en", translate: "no" });
    shown.append(...this.words.map((word) => element("li", {}, word)));
    return [
      heading("h2", INVITATION.words),
      paragraph(WAYS.recovery.lead),
      shown,
      button(WAYS.recovery.print, () => window.print(), "secondary"),
      paragraph(WAYS.recovery.check(...this.positions)),
      ...this.checks.map((input, at) => labelled(WAYS.recovery.word(this.positions[at] ?? 0), input)),
    ];
  }

  private async submit(): Promise<void> {
    const passphrase = this.passkeyChoice.checked ? undefined : this.passphrase.value;
    if (passphrase !== undefined && passphrase.length < LEAST_CHARACTERS) return this.tell(WAYS.passphrase.short(LEAST_CHARACTERS));
    const right = this.positions.every((position, at) => typedWords(this.checks[at]?.value ?? "")[0] === this.words[position - 1]);
    if (!right) return this.tell(WAYS.recovery.wrong);
    this.finish.disabled = true;
    this.tell(passphrase === undefined ? WAYS.passkey.asking : WAYS.working);
    await this.onChosen({ passphrase, words: this.words.join(" ") });
    this.finish.disabled = false;
  }
}

function field(id: string): HTMLInputElement {
  return element("input", { class: "govuk-input", id, type: "text", autocomplete: "off", autocapitalize: "none", spellcheck: "false" });
}

function radio(id: string): HTMLInputElement {
  return element("input", { class: "govuk-radios__input", id, type: "radio", name: "way" });
}

function option(input: HTMLInputElement, label: string, ...more: readonly HTMLElement[]): HTMLElement {
  const shown = element("label", { class: "govuk-label govuk-radios__label", for: input.id }, label);
  return element("div", { class: "govuk-radios__item" }, input, shown, ...more);
}

function labelled(label: string, input: HTMLInputElement): HTMLElement {
  return element("div", { class: "govuk-form-group" }, element("label", { class: "govuk-label", for: input.id }, label), input);
}
