/** Every sentence a script shows to signed-in people. One place, so that they can be read aloud, checked and translated. */
import { sayDay, sayMonth } from "../dates";
import { t, tn } from "../language";
import type { Band, SealedBy } from "./answers";

export const WORDS = {
  door: {
    problem: t("Please look at this again"),
    fetching: t("Asking for what your passphrase is stretched with…"),
    stretching: t("Turning your passphrase into a key. This takes a moment, so that guessing takes years…"),
    proving: t("Signing in…"),
    unlocking: t("Unlocking your key on this device…"),
    wrong: t("The name or the passphrase did not match. Please check both and try again."),
    passphrase: t("Passphrase"),
    passphraseHint: t("Several words. It stays on this device."),
    idle: (minutes: number) =>
      tn(
        minutes,
        "Nobody used this page for %(num)s minute, so it has forgotten your key. What you had open and typed is still here: come in again.",
        "Nobody used this page for %(num)s minutes, so it has forgotten your key. What you had open and typed is still here: come in again.",
      ),
    handleMissing: t("Enter your sign-in name"),
    passphraseMissing: t("Enter your passphrase"),
    unreached: t("The service did not answer. That can be the network. Please try again in a moment."),
    unsafe: t("The service asked for something this page will not do with a passphrase. Nothing was sent. Please tell your steward."),
    lockedOut: t("You are signed in, but your key did not unlock on this device. Please tell your steward: reports cannot be opened without it."),
    ended: t("Your session has ended. Please sign in to go on."),
    unsupported: t("This browser is missing something this page needs to unlock keys. Please use an up-to-date Firefox, Chrome, Edge or Safari."),
    insecure: t("This page was opened without a secure connection, so the browser will not unlock anything. Check that the address starts with https."),
    show: t("Show"),
    hide: t("Hide"),
  },
  queue: {
    title: (circle: string) => circle,
    lead: t("Reports that came to this circle by their factors. They stay closed until you open one here."),
    loading: t("Fetching the list…"),
    empty: t("No reports yet. When one comes, it will wait here."),
    received: (when: string) => t("Received: %(when)s", { when }),
    locked: {
      device: t("locked on the reporter’s own device"),
      service: t("locked by the service, on arrival"),
    },
    coded: t("Factors agreed"),
    fresh: t("Factors not agreed yet"),
    noFactors: t("Not yet clear"),
    pagesOfList: t("Pages of the list"),
    previous: t("Previous page"),
    next: t("Next page"),
    compare: t("Compare this circle’s key"),
    compareWhy: t("Ask your steward or another member to read their six words. If they are the same, your reports are sealed to this circle and to nobody else."),
    compareFailed: t("The key could not be read on this device. Please tell your steward."),
    none: t("You are in no circle yet. Your steward can add you to one."),
  },
  report: {
    opening: t("Opening the report on this device…"),
    opened: t("Opened on this device."),
    back: t("Back to the list"),
    narrative: t("In the reporter’s words"),
    facts: t("What the reporter ticked"),
    empty: t("The reporter wrote no words."),
    noKeyTitle: t("You hold no key for this report"),
    noKey: t("It was sealed before you joined, or to a key you were not given. Somebody else in the circle may be able to open it. Everything else here still works."),
    damagedTitle: t("This report cannot be opened"),
    damaged: t("Its seal does not fit: something about it was changed after it was locked, on the way or in storage. What is inside cannot be trusted, so it is not shown. Nothing you did caused this. Please tell your steward; the other reports are not affected."),
    forgottenTitle: t("This report is no longer here"),
    forgotten: t("It has been forgotten on its day, or handed to another circle."),
    notYoursTitle: t("You cannot open this any more"),
    notYours: t("You are no longer in this circle, and this page has forgotten its key. Your steward can tell you more."),
    unreachedTitle: t("This could not be fetched"),
    unreached: t("The service did not answer. That can be the network. Nothing is lost."),
    again: t("Try again"),
    unit: t("Area of work"),
    roleGroup: t("Part in the work"),
    impact: t("What happened to people"),
    potential: t("What could happen on a worse day"),
    spread: t("Has it happened before"),
    received: t("Received"),
    sealedBy: t("Locked"),
    band: t("How soon to look"),
    state: t("State"),
  },
  factors: {
    title: t("What made it more likely"),
    lead: (most: number) =>
      t(
        "Choose up to %(most)s, the most important first. The first one is the one that is counted. Factors are conditions of the work, never a person.",
        { most },
      ),
    chosen: t("Chosen:"),
    none: t("None chosen. The report stays “not yet clear” and is counted under no factor."),
    full: (most: number) => t("You can choose up to %(most)s. To choose another, untick one first.", { most }),
    first: (label: string) => t("Put first: %(factor)s", { factor: label }),
    moved: (label: string) => t("%(factor)s is now first.", { factor: label }),
    putFirst: t("Put first"),
    save: t("Save factors"),
    saving: t("Saving…"),
    saved: t("Saved. Thank you."),
    failedTitle: t("Not saved yet"),
    unreached: t("The service did not answer. Your choice is still here."),
    refused: t("The service did not take this choice. It is still here; please look at it again."),
    staleTitle: t("Somebody in your circle was quicker"),
    stale: t("They saved factors for this report while you had it open. Nothing of yours is lost, and nothing of theirs was overwritten."),
    theirs: t("They chose:"),
    yours: t("You chose:"),
    keepTheirs: t("Keep theirs"),
    saveMine: t("Save mine instead"),
    nothing: t("No factor"),
    unfit: (factors: string) => t("Marked as not fitting: %(factors)s", { factors }),
  },
  signOut: {
    busy: t("Signing out…"),
    failed: t("Not signed out yet. Try again"),
  },
  chart: {
    read: t("Read the chart point by point"),
    unable: t("The chart could not be drawn here. The table beside it says the same."),
  },
  table: {
    sideways: t("Scroll sideways for more"),
    down: t("Scroll down for more"),
    both: t("Scroll sideways and down for more"),
  },
} as const;

export const BAND_WORDS: Readonly<Record<Band, string>> = {
  "same-day": t("Look at today"),
  "this-week": t("Look at this week"),
  thematic: t("Read with others like it"),
};

export const SEALED_BY_WORDS: Readonly<Record<SealedBy, string>> = {
  device: t("on the reporter’s own device"),
  service: t("by the service, on arrival"),
};

const DAY_MS = 86_400_000;

/** The Monday of an ISO 8601 week, in ms since 1970: week 1 is the one with 4 January in it. */
function mondayOf(year: number, week: number): number {
  const fourth = Date.UTC(year, 0, 4);
  const weekday = (new Date(fourth).getUTCDay() + 6) % 7;
  return fourth - weekday * DAY_MS + (week - 1) * 7 * DAY_MS;
}

/** "2026-11-25" as a day in words, "2026-W48" as the week that begins on its Monday; anything else as it came. */
export function receivedWords(received: string): string {
  const week = /^(\d{4})-W(\d{2})$/.exec(received);
  if (week !== null) return t("week of %(day)s", { day: sayDay(mondayOf(Number(week[1]), Number(week[2]))) });
  const month = /^(\d{4})-M(\d{2})$/.exec(received);
  if (month !== null) return t("in %(month)s", { month: sayMonth(Date.UTC(Number(month[1]), Number(month[2]) - 1)) });
  if (!/^\d{4}-\d{2}-\d{2}$/.test(received)) return received;
  return sayDay(Date.parse(`${received}T00:00:00Z`), true);
}

/** A narrative in its paragraphs; single line breaks stay inside them. */
export function paragraphsOf(narrative: string): string[] {
  return narrative.split(/\n[ \t]*\n+/).filter((part) => part.trim() !== "");
}
