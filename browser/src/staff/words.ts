/** Every sentence a script shows to signed-in people. One place, so that they can be read aloud, checked and translated. */
import type { Band, SealedBy } from "./answers";

export const WORDS = {
  door: {
    problem: "Please look at this again",
    fetching: "Asking for what your passphrase is stretched with…",
    stretching: "Turning your passphrase into a key. This takes a moment, so that guessing takes years…",
    proving: "Signing in…",
    unlocking: "Unlocking your key on this device…",
    wrong: "The name or the passphrase did not match. Please check both and try again.",
    handleMissing: "Enter your sign-in name",
    passphraseMissing: "Enter your passphrase",
    unreached: "The service did not answer. That can be the network. Please try again in a moment.",
    unsafe: "The service asked for something this page will not do with a passphrase. Nothing was sent. Please tell your steward.",
    lockedOut: "You are signed in, but your key did not unlock on this device. Please tell your steward: reports cannot be opened without it.",
    ended: "Your session has ended. Please sign in to go on.",
    unsupported: "This browser is missing something this page needs to unlock keys. Please use an up-to-date Firefox, Chrome, Edge or Safari.",
    insecure: "This page was opened without a secure connection, so the browser will not unlock anything. Check that the address starts with https.",
    show: "Show",
    hide: "Hide",
  },
  queue: {
    title: (circle: string) => circle,
    lead: "Reports that came to this circle by their factors. They stay closed until you open one here.",
    loading: "Fetching the list…",
    empty: "No reports yet. When one comes, it will wait here.",
    received: (when: string) => `Received: ${when}`,
    coded: "Factors agreed",
    fresh: "Factors not agreed yet",
    noFactors: "Not yet clear",
    page: (page: number, pages: number) => `Page ${page} of ${pages}`,
    previous: "Previous page",
    next: "Next page",
    compare: "Compare this circle’s key",
    compareWhy: "Ask your steward or another member to read their six words. If they are the same, your reports are sealed to this circle and to nobody else.",
    compareFailed: "The key could not be read on this device. Please tell your steward.",
    none: "You are in no circle yet. Your steward can add you to one.",
  },
  report: {
    opening: "Opening the report on this device…",
    opened: "Opened on this device.",
    back: "Back to the list",
    narrative: "In the reporter’s words",
    facts: "What the reporter ticked",
    empty: "The reporter wrote no words.",
    noKeyTitle: "You hold no key for this report",
    noKey: "It was sealed before you joined, or to a key you were not given. Somebody else in the circle may be able to open it. Everything else here still works.",
    damagedTitle: "This report cannot be opened",
    damaged: "Its seal does not fit: something about it was changed after it was locked, on the way or in storage. What is inside cannot be trusted, so it is not shown. Nothing you did caused this. Please tell your steward; the other reports are not affected.",
    forgottenTitle: "This report is no longer here",
    forgotten: "It has been forgotten on its day, or handed to another circle.",
    notYoursTitle: "You cannot open this any more",
    notYours: "You are no longer in this circle, or never were. Your steward can tell you more.",
    unreachedTitle: "This could not be fetched",
    unreached: "The service did not answer. That can be the network. Nothing is lost.",
    again: "Try again",
    unit: "Area of work",
    roleGroup: "Part in the work",
    impact: "What happened to people",
    potential: "What could happen on a worse day",
    spread: "Has it happened before",
    received: "Received",
    sealedBy: "Locked",
    band: "How soon to look",
    state: "State",
  },
  factors: {
    title: "What made it more likely",
    lead: (most: number) =>
      `Choose up to ${most}, the most important first. The first one is the one that is counted. Factors are conditions of the work, never a person.`,
    chosen: "Chosen:",
    none: "None chosen. The report stays “not yet clear” and is counted under no factor.",
    full: (most: number) => `You can choose up to ${most}. To choose another, untick one first.`,
    first: (label: string) => `Put first: ${label}`,
    moved: (label: string) => `${label} is now first.`,
    putFirst: "Put first",
    save: "Save factors",
    saving: "Saving…",
    saved: "Saved. Thank you.",
    failedTitle: "Not saved yet",
    unreached: "The service did not answer. Your choice is still here.",
    refused: "The service did not take this choice. It is still here; please look at it again.",
    staleTitle: "Somebody in your circle was quicker",
    stale: "They saved factors for this report while you had it open. Nothing of yours is lost, and nothing of theirs was overwritten.",
    theirs: "They chose:",
    yours: "You chose:",
    keepTheirs: "Keep theirs",
    saveMine: "Save mine instead",
    nothing: "No factor",
  },
  signOut: {
    busy: "Signing out…",
    failed: "Not signed out yet. Try again",
  },
  chart: {
    read: "Read the chart point by point",
    unable: "The chart could not be drawn here. The table beside it says the same.",
  },
} as const;

export const BAND_WORDS: Readonly<Record<Band, string>> = {
  "same-day": "Look at today",
  "this-week": "Look at this week",
  thematic: "Read with others like it",
};

export const SEALED_BY_WORDS: Readonly<Record<SealedBy, string>> = {
  device: "on the reporter’s own device",
  service: "by the service, on arrival",
};

const LANGUAGE = "en-GB";
const DAY_MS = 86_400_000;

function longDay(time: number, weekday: boolean): string {
  return new Intl.DateTimeFormat(LANGUAGE, {
    ...(weekday ? { weekday: "long" } : {}),
    day: "numeric",
    month: "long",
    year: "numeric",
    timeZone: "UTC",
  }).format(time);
}

/** The Monday of an ISO 8601 week, in ms since 1970: week 1 is the one with 4 January in it. */
function mondayOf(year: number, week: number): number {
  const fourth = Date.UTC(year, 0, 4);
  const weekday = (new Date(fourth).getUTCDay() + 6) % 7;
  return fourth - weekday * DAY_MS + (week - 1) * 7 * DAY_MS;
}

/** "2026-11-25" as a day in words, "2026-W48" as the week that begins on its Monday; anything else as it came. */
export function receivedWords(received: string): string {
  const week = /^(\d{4})-W(\d{2})$/.exec(received);
  if (week !== null) return `week of ${longDay(mondayOf(Number(week[1]), Number(week[2])), false)}`;
  if (!/^\d{4}-\d{2}-\d{2}$/.test(received)) return received;
  return longDay(Date.parse(`${received}T00:00:00Z`), true);
}

/** A narrative in its paragraphs; single line breaks stay inside them. */
export function paragraphsOf(narrative: string): string[] {
  return narrative.split(/\n[ \t]*\n+/).filter((part) => part.trim() !== "");
}
