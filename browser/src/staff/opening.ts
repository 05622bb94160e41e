/** Opens one sealed report with a circle's key, on the page or in its worker. */
import { fromBase64, type Bytes } from "../crypto/bytes";
import { BrokenSeal } from "../crypto/errors";
import type { KeyPair } from "../crypto/keys";
import { openEnvelope } from "../crypto/open";
import type { SealedBy } from "./answers";
import { readReport, type OpenedReport } from "./narrative";

/** Everything public that a report's seal is bound to, and the closed envelope. */
export interface ClosedReport {
  readonly report: string;
  readonly sealedBy: SealedBy;
  readonly keyId: string;
  /** Base64 as it came: whether it is well-formed is for the opening to find out. */
  readonly envelope: string;
}

/** Throws BrokenSeal for anything that was changed on its way. */
export async function openWith(keyPair: KeyPair, organisation: string, circle: string, closed: ClosedReport): Promise<OpenedReport> {
  return readReport(
    await openEnvelope(envelopeBytes(closed.envelope), keyPair, {
      purpose: `report/${closed.sealedBy}`,
      organisation,
      circle,
      keyId: closed.keyId,
      subject: closed.report,
    }),
  );
}

function envelopeBytes(base64: string): Bytes {
  try {
    return fromBase64(base64);
  } catch {
    throw new BrokenSeal();
  }
}
