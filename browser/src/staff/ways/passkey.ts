/** Passkeys: made and proven by an authenticator, whose PRF extension gives the key that unlocks a member's own.
 *
 * What the extension gives stays in this page. A body is built field by field and never from the credential's own
 * toJSON(), which would hold it. Sources: WebAuthn level 3, sections 5.1 and 10.1.4 (prf).
 */
import { browserChance, fromBase64, own, toBase64, utf8, type Bytes } from "../../crypto/bytes";
import { derive, labelledHash } from "../../crypto/framing";
import { fields, list, text } from "../../shape";

const ALGORITHMS = [-8, -7, -257];
const UNLOCK_BYTES = 32;

/** The authenticator, or the person before it, did not go through with it. */
export class NoPasskey extends Error {
  override readonly name = "NoPasskey";
  constructor() {
    super("no passkey");
  }
}

export interface Challenge {
  readonly challenge: Bytes;
  readonly domain: string;
}

export interface PasskeyPlan extends Challenge {
  readonly person: Bytes;
  readonly handle: string;
  readonly display: string;
  readonly known: readonly Bytes[];
}

export interface Passkey {
  /** What the service is sent: base64, and nothing of any extension. */
  readonly body: Readonly<Record<string, string>>;
  /** What unlocks a member's key; none where the authenticator has no PRF. */
  readonly unlockKey: Bytes | undefined;
}

export function parseChallenge(answer: unknown): Challenge {
  const { challenge, domain } = fields(answer);
  return { challenge: fromBase64(text(challenge)), domain: text(domain) };
}

export function parsePlan(answer: unknown): PasskeyPlan {
  const { person, handle, display, known } = fields(answer);
  return {
    ...parseChallenge(answer),
    person: fromBase64(text(person)),
    handle: text(handle),
    display: text(display),
    known: list(known, (one) => fromBase64(text(one))),
  };
}

/** Whether this browser knows passkeys at all. */
export function hasPasskeys(): boolean {
  return typeof globalThis.PublicKeyCredential === "function" && globalThis.navigator?.credentials !== undefined;
}

/** Have a passkey made. Throws NoPasskey. */
export async function makePasskey(plan: PasskeyPlan, organisation: string): Promise<Passkey> {
  const extensions = { prf: { eval: { first: await saltOf(organisation) } } };
  const made = await ask(() =>
    navigator.credentials.create({
      publicKey: {
        rp: { id: plan.domain, name: plan.domain },
        user: { id: plan.person, name: plan.handle, displayName: plan.display },
        challenge: plan.challenge,
        pubKeyCredParams: ALGORITHMS.map((alg) => ({ type: "public-key", alg })),
        authenticatorSelection: { residentKey: "required", userVerification: "required" },
        attestation: "none",
        excludeCredentials: plan.known.map((id) => ({ type: "public-key", id })),
        extensions,
      },
    }),
  );
  const { response } = made;
  if (!(response instanceof AuthenticatorAttestationResponse)) throw new NoPasskey();
  const body = {
    credential: base64(made.rawId),
    client_data: base64(response.clientDataJSON),
    attestation: base64(response.attestationObject),
  };
  const { prf } = made.getClientExtensionResults();
  const first = prf?.results?.first ?? (prf?.enabled === true ? await askOnce(plan, made.rawId, organisation) : undefined);
  return { body, unlockKey: await unlockKeyOf(first, organisation) };
}

/** Prove a passkey of whoever has one. Throws NoPasskey. */
export async function provePasskey({ challenge, domain }: Challenge, organisation: string): Promise<Passkey> {
  const found = await get({ challenge, rpId: domain }, organisation);
  const { response } = found;
  if (!(response instanceof AuthenticatorAssertionResponse)) throw new NoPasskey();
  const body = {
    credential: base64(found.rawId),
    client_data: base64(response.clientDataJSON),
    authenticator_data: base64(response.authenticatorData),
    signature: base64(response.signature),
  };
  return { body, unlockKey: await unlockKeyOf(found.getClientExtensionResults().prf?.results?.first, organisation) };
}

/** Some authenticators give nothing while they make a passkey: ask it at once; its answer to this challenge is dropped. */
async function askOnce(plan: PasskeyPlan, id: ArrayBuffer, organisation: string): Promise<BufferSource | undefined> {
  const challenge = browserChance(UNLOCK_BYTES);
  const allowCredentials = [{ type: "public-key" as const, id }];
  const found = await get({ challenge, rpId: plan.domain, allowCredentials }, organisation);
  return found.getClientExtensionResults().prf?.results?.first;
}

async function get(options: PublicKeyCredentialRequestOptions, organisation: string): Promise<PublicKeyCredential> {
  const extensions = { prf: { eval: { first: await saltOf(organisation) } } };
  return ask(() => navigator.credentials.get({ publicKey: { ...options, userVerification: "required", extensions } }));
}

async function ask(authenticator: () => Promise<Credential | null>): Promise<PublicKeyCredential> {
  try {
    const found = await authenticator();
    if (found instanceof PublicKeyCredential) return found;
  } catch {
    // Cancelled, timed out, already known or not possible: the browser says no more, and has told the person.
  }
  throw new NoPasskey();
}

/** What the PRF is asked for: the same for an organisation's every passkey, whose own secret makes the difference. */
function saltOf(organisation: string): Promise<Bytes> {
  return labelledHash("passkey salt", utf8(organisation));
}

async function unlockKeyOf(first: BufferSource | undefined, organisation: string): Promise<Bytes | undefined> {
  if (first === undefined) return undefined;
  const bytes = own(first instanceof ArrayBuffer ? new Uint8Array(first) : new Uint8Array(first.buffer, first.byteOffset, first.byteLength));
  return derive(bytes, UNLOCK_BYTES, "passkey unlock key", organisation);
}

function base64(bytes: ArrayBuffer): string {
  return toBase64(new Uint8Array(bytes));
}
