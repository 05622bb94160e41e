/** The page a one-time link leads to: makes a member's key and the first two ways in, on this device.
 *
 * The token is taken out of the address at once. Words and private keys stay here.
 */
import { browserChance, fromBase64, toBase64, type Bytes } from "../../crypto/bytes";
import { keyPairFromSeed, SEED_BYTES } from "../../crypto/keys";
import { lockSeed } from "../../crypto/passphrase";
import { typedWords } from "../../crypto/receipt";
import { anyBelow, choosePositions } from "../../dialogue/receipt-check";
import { button, element, find, heading, paragraph } from "../../dom";
import { missingFeature } from "../../page";
import { fields, text } from "../../shape";
import { Refused, StaffApi } from "../api";
import { parseLists } from "../lists";
import { readWho } from "../sign-out";
import { drawRecoveryWords, suggestPassphrase, wordsBody, type Lock } from "../ways/setting";
import { WAYS } from "../ways/words";
import { INVITATION } from "./words";

const LEAST_CHARACTERS = 16;

interface Invited {
  readonly api: StaffApi;
  readonly token: string;
  readonly door: string;
  readonly organisation: string;
  readonly person: string;
  readonly handle: string;
  readonly display: string;
  readonly role: string;
}

export async function startInvitationPage(): Promise<void> {
  const { api: base, door } = readWho();
  const token = standard(window.location.hash.slice(1));
  history.replaceState(history.state, "", window.location.pathname);
  if (missingFeature(globalThis) !== "") return tell(INVITATION.unsupported);
  const api = new StaffApi(base, (address, options) => fetch(address, options));
  try {
    const answer = fields(await api.send("POST", "/invitation/open", { token }));
    const { organisation } = parseLists(await api.send("GET", "/directory"));
    const [person, handle, display, role] = ["person", "handle", "display", "role"].map((name) => text(answer[name])) as [string, string, string, string];
    show({ api, token, door, organisation, person, handle, display, role }, await drawRecoveryWords());
  } catch (error) {
    tell(reasonOf(error));
  }
}

function show(invited: Invited, words: readonly string[]): void {
  const passphrase = field("new-passphrase");
  const positions = choosePositions(words.length, anyBelow);
  const checks = positions.map((position) => field(`recovery-${position}`));
  const shown = element("ol", { class: "candour-words", lang: "en", translate: "no" });
  shown.append(...words.map((word) => element("li", {}, word)));
  const finish = button(INVITATION.finish, () => {
    if (passphrase.value.length < LEAST_CHARACTERS) return tell(WAYS.passphrase.short(LEAST_CHARACTERS));
    const right = positions.every((position, at) => typedWords(checks[at]?.value ?? "")[0] === words[position - 1]);
    if (!right) return tell(WAYS.recovery.wrong);
    finish.disabled = true;
    tell(WAYS.working);
    void accept(invited, passphrase.value, words.join(" ")).finally(() => (finish.disabled = false));
  });
  const [one, two] = positions;
  find("invitation", HTMLElement).replaceChildren(
    paragraph(INVITATION.hello(invited.display, invited.handle)),
    paragraph(INVITATION.lead),
    ...(invited.role === "member" ? [paragraph(INVITATION.member)] : []),
    labelled(WAYS.passphrase.label, passphrase),
    paragraph(WAYS.passphrase.hint),
    button(WAYS.passphrase.suggest, () => void suggestPassphrase().then((six) => (passphrase.value = six)), "secondary"),
    heading("h2", INVITATION.words),
    paragraph(WAYS.recovery.lead),
    shown,
    button(WAYS.recovery.print, () => window.print(), "secondary"),
    paragraph(WAYS.recovery.check(one, two)),
    ...checks.map((input, at) => labelled(WAYS.recovery.word(positions[at] ?? 0), input)),
    finish,
  );
}

async function accept(invited: Invited, passphrase: string, words: string): Promise<void> {
  try {
    const { lock, key } = await makeKey(invited);
    const ways = [await wordsBody("passphrase", passphrase, lock), await wordsBody("recovery", words, lock)];
    await invited.api.send("POST", "/invitation/accept", { token: invited.token, ...key, ways });
  } catch (error) {
    return tell(reasonOf(error));
  }
  const link = element("a", { class: "govuk-button", href: invited.door }, INVITATION.signIn);
  find("invitation", HTMLElement).replaceChildren(link);
  tell(INVITATION.done);
  find("invitation-heading", HTMLElement).focus();
}

/** A member's new key: what locks it, and its public half for the service. Nothing for anybody else. */
async function makeKey({ role, organisation, person: subject }: Invited): Promise<{ lock: Lock; key: object }> {
  if (role !== "member") return { lock: undefined, key: {} };
  const { seed, publicKey } = await keyPairFromSeed(browserChance(SEED_BYTES));
  const context = { purpose: "member-key", organisation, circle: "", keyId: "", subject } as const;
  const lock = (unlockKey: Bytes): Promise<Bytes> => lockSeed(seed, unlockKey, context);
  return { lock, key: { public_key: toBase64(publicKey) } };
}

/** The token as the service reads it; what is no token becomes 32 zero bytes, which invite nobody. */
function standard(spelt: string): string {
  const base64 = `${spelt.replaceAll("-", "+").replaceAll("_", "/")}=`;
  try {
    if (fromBase64(base64).length === SEED_BYTES) return base64;
  } catch {
    // A link that lost its end on the way: it is answered like one that is over.
  }
  return toBase64(new Uint8Array(SEED_BYTES));
}

function reasonOf(error: unknown): string {
  return error instanceof Refused && error.code === "invitation-over" ? INVITATION.over : INVITATION.unreached;
}

function tell(sentence: string): void {
  find("invitation-status", HTMLElement).textContent = sentence;
}

function field(id: string): HTMLInputElement {
  return element("input", { class: "govuk-input", id, type: "text", autocomplete: "off", autocapitalize: "none", spellcheck: "false" });
}

function labelled(label: string, input: HTMLInputElement): HTMLElement {
  return element("div", { class: "govuk-form-group" }, element("label", { class: "govuk-label", for: input.id }, label), input);
}
