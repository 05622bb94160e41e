/** Every sentence about ways in. One place, so that they can be read aloud, checked and translated. */
import { sayDay } from "../../dates";
import { t, tn } from "../../language";

export const WAYS = {
  title: t("Your ways in"),
  lead: t("Each of them lets you in by itself. Keep at least two: then a lost device or a forgotten passphrase locks nobody out."),
  one: t("You have one way in. Please set up a second one now: if you lost the first, you could not come in any more."),
  kinds: {
    passkey: t("Passkey"),
    passphrase: t("Passphrase"),
    recovery: t("Recovery words"),
  },
  since: (day: string) => (day === "1970-01-01" ? t("from the start") : t("since %(day)s", { day: sayDay(Date.parse(`${day}T00:00:00Z`), true) })),
  here: t("you came in by this one"),
  remove: t("Take away"),
  removed: t("Taken away. Whoever was signed in by it has to sign in again."),
  tooFew: t("Keep at least two ways in. Add another one first, then take this one away."),
  add: t("Add another way in"),
  passkey: {
    add: t("Make a passkey"),
    hint: t("Your phone, your computer or a security key keeps it. A finger, a face or a PIN opens it."),
    asking: t("Your device asks you now…"),
    added: t("The passkey is ready."),
    none: t("No passkey was made. Nothing was changed."),
    unfit: t("This device makes passkeys, but not ones that can lock your key. Please choose a passphrase here."),
  },
  passphrase: {
    set: t("Set a passphrase"),
    hint: t("Six words that do not belong together are strong and can be remembered. A line from a song is not."),
    suggest: t("Suggest six words"),
    short: (least: number) => tn(least, "Use at least %(num)s character.", "Use at least %(num)s characters."),
    label: t("New passphrase"),
    keep: t("Keep this passphrase"),
    added: t("The passphrase is set."),
  },
  recovery: {
    set: t("Make recovery words"),
    hint: t("Eight words to print and keep at home. Earlier ones stop working."),
    lead: t("These eight words let you in when everything else is lost. They are shown once. Print them or write them down, and keep them where you keep your passport, not at work."),
    print: t("Print the words"),
    keep: t("I have kept them. Use these words from now on"),
    check: (one: number, two: number) => t("Type word %(one)s and word %(two)s, so that it is certain that you kept them.", { one, two }),
    word: (position: number) => t("Word %(position)s", { position }),
    wrong: t("These are not the words at those places. Please look at your copy once more."),
    added: t("The recovery words are set."),
  },
  working: t("One moment…"),
  unreached: t("The service did not answer, so nothing is certain. Please look at the list and try again."),
  everywhere: t("Sign out everywhere"),
  everywhereHint: t("Ends every session of yours, on every device, this one too."),
} as const;

export const DOOR = {
  passkey: t("Sign in with a passkey"),
  none: t("No passkey was used. You can try once more, or use your passphrase."),
  unfit: t("This passkey let you in, but your device did not give the key that opens reports. Please use your passphrase or your recovery words."),
  toRecovery: t("Use recovery words instead"),
  toPassphrase: t("Use a passphrase instead"),
  recovery: t("Recovery words"),
  recoveryHint: t("The eight words you printed. They stay on this device."),
  recoveryMissing: t("Enter your recovery words"),
} as const;
