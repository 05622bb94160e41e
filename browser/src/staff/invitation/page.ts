/** The page a one-time link leads to: makes a member's key and the first two ways in, on this device.
 *
 * The token is taken out of the address at once. Words and private keys stay here.
 */
import { browserChance, fromBase64, toBase64, type Bytes } from "../../crypto/bytes";
import { keyPairFromSeed, SEED_BYTES } from "../../crypto/keys";
import { lockSeed } from "../../crypto/passphrase";
import { element, find, paragraph } from "../../dom";
import { missingFeature } from "../../page";
import { fields, text } from "../../shape";
import { Refused, StaffApi } from "../api";
import { parseLists } from "../lists";
import { readWho } from "../sign-out";
import { hasPasskeys, NoPasskey } from "../ways/passkey";
import { CannotLock, drawRecoveryWords, passkeyBody, wordsBody, type Lock } from "../ways/setting";
import { WAYS } from "../ways/words";
import { InvitationForm, type Chosen } from "./form";
import { INVITATION } from "./words";

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
    const { organisation } = parseLists(await api.send("GET", "/lists"));
    const [person, handle, display, role] = ["person", "handle", "display", "role"].map((name) => text(answer[name])) as [string, string, string, string];
    show({ api, token, door, organisation, person, handle, display, role }, await drawRecoveryWords());
  } catch (error) {
    tell(reasonOf(error));
  }
}

function show(invited: Invited, words: readonly string[]): void {
  const form: InvitationForm = new InvitationForm(words, hasPasskeys(), tell, (chosen) => accept(invited, chosen, form));
  find("invitation", HTMLElement).replaceChildren(
    paragraph(INVITATION.hello(invited.display, invited.handle)),
    paragraph(INVITATION.lead),
    ...(invited.role === "member" ? [paragraph(INVITATION.member)] : []),
    ...form.parts,
  );
}

async function accept(invited: Invited, chosen: Chosen, form: InvitationForm): Promise<void> {
  try {
    const { lock, key } = await makeKey(invited);
    const daily = await firstWay(invited, chosen, lock);
    const ways = [...daily.ways, await wordsBody("recovery", chosen.words, lock)];
    await invited.api.send("POST", "/invitation/accept", { token: invited.token, ...key, ...daily, ways });
  } catch (error) {
    if (error instanceof CannotLock) form.usePassphrase();
    return tell(reasonOf(error));
  }
  const link = element("a", { class: "govuk-button", href: invited.door }, INVITATION.signIn);
  find("invitation", HTMLElement).replaceChildren(link);
  tell(INVITATION.done);
  find("invitation-heading", HTMLElement).focus();
}

/** The way in for every day, as the service may have it. A passkey is asked for first: browsers want a fresh press. */
async function firstWay({ api, token, organisation }: Invited, { passphrase }: Chosen, lock: Lock): Promise<{ ways: object[]; passkey?: object }> {
  if (passphrase !== undefined) return { ways: [await wordsBody("passphrase", passphrase, lock)] };
  const plan = await api.send("POST", "/invitation/challenge", { token });
  return { ways: [], passkey: await passkeyBody(plan, organisation, lock) };
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
  if (error instanceof CannotLock) return WAYS.passkey.unfit;
  if (error instanceof NoPasskey || (error instanceof Refused && error.code === "passkey-refused")) return INVITATION.noPasskey;
  return error instanceof Refused && error.code === "invitation-over" ? INVITATION.over : INVITATION.unreached;
}

function tell(sentence: string): void {
  find("invitation-status", HTMLElement).textContent = sentence;
}
