/** Every sentence of the page a one-time link leads to. */
import { t } from "../../language";

export const INVITATION = {
  over: t("This invitation cannot be used any more. Ask whoever sent it for a new one."),
  unsupported: t("This browser is too old to make keys. Please open the link in a newer one."),
  unreached: t("The service did not answer. Nothing was set. Please try again."),
  hello: (display: string, handle: string) => t("Welcome, %(display)s. Your sign-in name is %(handle)s.", { display, handle }),
  lead: t("You now set two ways in: one for every day, and eight words to keep at home. What is secret about them stays with you."),
  daily: t("What will you sign in with every day?"),
  passkey: t("A passkey"),
  passphrase: t("A passphrase"),
  noPasskey: t("No passkey was made, and nothing was set. Try once more, or choose a passphrase."),
  member: t("This device also makes the key that will open reports for you. Nobody else ever has it."),
  words: t("Your recovery words"),
  finish: t("Set both ways in"),
  done: t("Both ways in are set. The link works no more."),
  signIn: t("Sign in"),
} as const;
