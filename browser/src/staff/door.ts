/** The sign-in form: proves a passphrase, recovery words or a passkey on this device, and hands over the unlock key.
 *
 * Words leave the field as soon as they have been read, and are neither stored nor sent.
 */
import type { Bytes } from "../crypto/bytes";
import { UnsafeParameters } from "../crypto/errors";
import { typedWords } from "../crypto/receipt";
import { element, find } from "../dom";
import { parseSignedIn, type SignedIn } from "./answers";
import { Refused, type StaffApi, type WordsKind } from "./api";
import { hasPasskeys, NoPasskey, parseChallenge, provePasskey } from "./ways/passkey";
import { DOOR } from "./ways/words";
import { WORDS } from "./words";

const { door: words } = WORDS;

/** Called once the service has accepted the proof; a sentence back means it went wrong after all. */
export type OnSignedIn = (signedIn: SignedIn, unlockKey: Bytes | undefined) => Promise<string>;

export class Door {
  private readonly form = find("sign-in", HTMLFormElement);
  private readonly handle = find("handle", HTMLInputElement);
  private readonly passphrase = find("passphrase", HTMLInputElement);
  private readonly toggle = find("passphrase-toggle", HTMLButtonElement);
  private readonly button = find("sign-in-button", HTMLButtonElement);
  private readonly progress = find("door-progress", HTMLElement);
  private readonly problem = find("door-problem", HTMLElement);
  private readonly kindToggle = find("words-toggle", HTMLButtonElement);
  private readonly passkey = find("passkey-button", HTMLButtonElement);
  private kind: WordsKind = "passphrase";
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
    this.kindToggle.addEventListener("click", () => this.choose(this.kind === "passphrase" ? "recovery" : "passphrase"));
    this.passkey.addEventListener("click", () => void this.busily(() => this.signInByPasskey(), this.passkey));
    this.passkey.hidden = !hasPasskeys();
  }

  /** Show the door, empty; with a sentence where there is something to explain. */
  open(sentence = ""): void {
    this.passphrase.value = "";
    this.reveal(false);
    this.choose("passphrase");
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

  /** Which words the field is for. */
  private choose(kind: WordsKind): void {
    this.kind = kind;
    const isRecovery = kind === "recovery";
    find("passphrase-label", HTMLLabelElement).textContent = isRecovery ? DOOR.recovery : words.passphrase;
    find("passphrase-hint", HTMLElement).textContent = isRecovery ? DOOR.recoveryHint : words.passphraseHint;
    this.passphrase.autocomplete = isRecovery ? "off" : "current-password";
    this.kindToggle.textContent = isRecovery ? DOOR.toPassphrase : DOOR.toRecovery;
  }

  private async submit(): Promise<void> {
    const [handle, typed] = [this.handle.value.trim(), this.passphrase.value];
    if (handle === "") return this.explain(words.handleMissing, this.handle);
    const missing = this.kind === "recovery" ? DOOR.recoveryMissing : words.passphraseMissing;
    if (typed === "") return this.explain(missing, this.passphrase);
    this.reveal(false);
    // As they were drawn, however they were typed: in any case, with commas, with spaces.
    const secret = this.kind === "recovery" ? typedWords(typed).join(" ") : typed;
    await this.busily(() => this.signIn(handle, secret), this.passphrase);
  }

  private async busily(signIn: () => Promise<string>, field: HTMLElement): Promise<void> {
    if (this.isBusy) return;
    this.problem.replaceChildren();
    this.setBusy(true);
    const failure = await signIn();
    this.setBusy(false);
    if (failure === "") return;
    this.passphrase.value = "";
    this.explain(failure, field);
  }

  private async signInByPasskey(): Promise<string> {
    try {
      this.tell(words.fetching);
      const [asked, lists] = await Promise.all([this.api.send("POST", "/sign-in/passkey", {}), this.api.lists()]);
      const { body, unlockKey } = await provePasskey(parseChallenge(asked), lists.organisation);
      this.tell(words.proving);
      return await this.onSignedIn(parseSignedIn(await this.api.send("POST", "/sign-in/passkey/answer", body)), unlockKey);
    } catch (error) {
      const isNone = error instanceof NoPasskey || (error instanceof Refused && error.code === "passkey-refused");
      return isNone ? DOOR.none : reasonOf(error);
    }
  }

  /** A sentence about what went wrong, or "". */
  private async signIn(handle: string, passphrase: string): Promise<string> {
    try {
      this.tell(words.fetching);
      const [{ deriveKeys }, { salt, kdf }] = await Promise.all([
        import("../crypto/passphrase"),
        this.api.parameters(handle, this.kind),
      ]);
      this.tell(words.stretching);
      const keys = await deriveKeys(passphrase, salt, kdf);
      this.tell(words.proving);
      const signedIn = await this.api.signIn(handle, this.kind, keys.proof);
      this.tell(words.unlocking);
      return await this.onSignedIn(signedIn, keys.unlockKey);
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
