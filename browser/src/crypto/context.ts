/** What something is sealed for, the twin of service/crypto/context.py. */
import type { Bytes } from "./bytes";
import { prefixed } from "./framing";

/** A seal of one purpose never opens as another. */
export type Purpose =
  | "report/device"
  | "report/service"
  | "message/to-circle"
  | "message/to-reporter"
  | "message/copy"
  | "mailbox"
  | "theme/note"
  | "circle-key"
  | "member-key"
  | "vouch/member"
  | "vouch/key"
  | "vouch/circle";

/** Five facts about one seal; `keyId` is hex, `subject` the id of a report or a person.
 *
 * All are public but one: the subject of a dialogue's messages is their thread (receipt.ts).
 */
export interface Context {
  readonly purpose: Purpose;
  readonly organisation: string;
  readonly circle: string;
  readonly keyId: string;
  readonly subject: string;
}

/** Different contexts never give the same bytes. Throws RangeError for text that is not well-formed. */
export function encodeContext(context: Context): Bytes {
  return prefixed(context.purpose, context.organisation, context.circle, context.keyId, context.subject);
}
