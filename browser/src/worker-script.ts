/** Starts a worker from bytes whose digest was checked. Every other script address stays forbidden. */

export interface Source {
  readonly url: string;
  readonly integrity: string;
}

interface Policy {
  createScriptURL(address: string): string;
}

interface Policies {
  createPolicy(name: string, rules: Policy): Policy;
}

const LOADING_MS = 30_000;
const QUIET = { credentials: "omit", mode: "same-origin", referrerPolicy: "no-referrer" } as const;
const POLICY = "candour-text";

let allowed = "";
let policy: Policy | undefined;

/** The one script address this page may make just now (Trusted Types). */
function allow(address: string): string {
  allowed = address;
  const { trustedTypes } = globalThis as { trustedTypes?: Policies };
  policy ??= trustedTypes?.createPolicy(POLICY, { createScriptURL: (asked) => (asked === allowed ? asked : "") });
  return policy?.createScriptURL(address) ?? address;
}

/** The address of these very bytes: fetch checks the digest, and the worker is made of what was checked. */
async function fetchScript({ url, integrity }: Source): Promise<string> {
  const signal = AbortSignal.timeout(LOADING_MS);
  const response = await fetch(url, { ...QUIET, integrity, signal });
  if (!response.ok) throw new Error("no such script");
  return URL.createObjectURL(new Blob([await response.blob()], { type: "text/javascript" }));
}

/** A worker of this script. Throws where it does not come, or is not what it should be. */
export async function startScript(source: Source): Promise<{ readonly worker: Worker; readonly release: () => void }> {
  const address = await fetchScript(source);
  try {
    return { worker: new Worker(allow(address)), release: () => URL.revokeObjectURL(address) };
  } catch (error) {
    URL.revokeObjectURL(address);
    throw error;
  }
}
