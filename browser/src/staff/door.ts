/** The sign-in form: stretches the passphrase on this device, proves it, and hands over the unlock key.
 *
 * The passphrase leaves the field as soon as it has been read, and is neither stored nor sent.
 */
import { UnsafeParameters } from "../crypto/errors";
import type { PassphraseKeys } from "../crypto/passphrase";
import { element, find } from "../dom";
import type { SignedIn } from "./answers";
import { Refused, type StaffApi } from "./api";
import { WORDS } from "./words";

const { door: words } = WORDS;

/** Called once the service has accepted the proof; a sentence back means it went wrong after all. */
export type OnSignedIn = (signedIn: SignedIn, keys: PassphraseKeys) => Promise<string>;

export class Door {
  private readonly form = find("sign-in", HTMLFormElement);
  private readonly handle = find("handle", HTMLInputElement);
  private readonly passphrase = find("passphrase", HTMLInputElement);
  private readonly toggle = find("passphrase-toggle", HTMLButtonElement);
  private readonly button = find("sign-in-button", HTMLButtonElement);
  private readonly progress = find("door-progress", HTMLElement);
  private readonly problem = find("door-problem", HTMLElement);
  private isBusy = false;

  constructor(
    private readonly api: StaffApi,
    private readonly onSignedIn: OnSignedIn,
  ) {
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.submit();
    });
    this.toggle.addEventListener("click", () => this.reveal(this.passphrase.type === "password"));
  }

  /** Show the door, empty; with a sentence where there is something to explain. */
  open(sentence = ""): void {
    this.passphrase.value = "";
    this.reveal(false);
    find("door", HTMLElement).hidden = false;
    find("door-inside", HTMLElement).hidden = false;
    if (sentence !== "") this.notice(sentence);
  }

  /** Close the door and forget what was typed. */
  close(): void {
    this.form.reset();
    this.problem.replaceChildren();
    this.progress.textContent = "";
    find("door", HTMLElement).hidden = true;
  }

  /** Say why nobody can sign in on this browser. */
  refuse(sentence: string): void {
    this.open(sentence);
    this.form.hidden = true;
  }

  private reveal(isShown: boolean): void {
    this.passphrase.type = isShown ? "text" : "password";
    this.toggle.textContent = isShown ? words.hide : words.show;
    this.toggle.setAttribute("aria-pressed", String(isShown));
  }

  private async submit(): Promise<void> {
    if (this.isBusy) return;
    const [handle, passphrase] = [this.handle.value.trim(), this.passphrase.value];
    if (handle === "") return this.explain(words.handleMissing, this.handle);
    if (passphrase === "") return this.explain(words.passphraseMissing, this.passphrase);
    this.problem.replaceChildren();
    this.reveal(false);
    this.setBusy(true);
    const failure = await this.signIn(handle, passphrase);
    this.setBusy(false);
    if (failure === "") return;
    this.passphrase.value = "";
    this.explain(failure, this.passphrase);
  }

  /** A sentence about what went wrong, or "". */
  private async signIn(handle: string, passphrase: string): Promise<string> {
    try {
      this.tell(words.fetching);
      const [{ deriveKeys }, { salt, kdf }] = await Promise.all([
        import("../crypto/passphrase"),
        this.api.parameters(handle),
      ]);
      this.tell(words.stretching);
      const keys = await deriveKeys(passphrase, salt, kdf);
      this.tell(words.proving);
      const signedIn = await this.api.signIn(handle, keys.proof);
      this.tell(words.unlocking);
      return await this.onSignedIn(signedIn, keys);
    } catch (error) {
      return reasonOf(error);
    }
  }

  private tell(sentence: string): void {
    this.progress.textContent = sentence;
  }

  private setBusy(isBusy: boolean): void {
    this.isBusy = isBusy;
    this.button.setAttribute("aria-disabled", String(isBusy));
    if (!isBusy) this.tell("");
  }

  /** Something to know that is nobody's slip. */
  private notice(sentence: string): void {
    this.problem.replaceChildren(element("p", { class: "govuk-inset-text", role: "alert" }, sentence));
    this.problem.focus();
  }

  private explain(sentence: string, field: HTMLElement): void {
    const link = element("a", { href: `#${field.id}` }, sentence);
    link.addEventListener("click", (event) => {
      event.preventDefault();
      field.focus();
    });
    const list = element("ul", { class: "govuk-list govuk-error-summary__list" }, element("li", {}, link));
    const body = element("div", { class: "govuk-error-summary__body" }, list);
    const title = element("h2", { class: "govuk-error-summary__title" }, words.problem);
    const alert = element("div", { role: "alert" }, title, body);
    this.problem.replaceChildren(element("div", { class: "govuk-error-summary" }, alert));
    this.problem.focus();
    this.problem.scrollIntoView();
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof Refused && (error.code === "sign-in-failed" || error.code === "malformed-request")) {
    return words.wrong;
  }
  return error instanceof UnsafeParameters ? words.unsafe : words.unreached;
}
