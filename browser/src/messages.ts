/** Every sentence a script shows to a reporter. One place, so that they can be read aloud, checked and translated. */

/** "1 word", "2 words": the language decides which form. */
const plural = (count: number, one: string, many: string): string =>
  `${count.toLocaleString("en-GB")} ${new Intl.PluralRules("en-GB").select(count) === "one" ? one : many}`;

export const MESSAGES = {
  progress: {
    locking: "Locking your words on this device…",
    sending: "Sending the locked report…",
    relocking: "The circle has changed its lock. Locking your report again…",
  },
  problems: {
    title: "Please look at this again",
    narrative: "Write a few words about what happened",
    kind: "Choose what kind of report it is",
    tooLong: (characters: number) =>
      `Your report is too long to send in one piece. Please shorten it by about ${plural(characters, "character", "characters")}`,
  },
  budget: {
    near: (characters: number) => `Room for about ${plural(characters, "more character", "more characters")}.`,
    larger:
      "This is longer than most reports. It can be sent, but its size may make it stand out a little. A shorter one would hide better.",
    over: (characters: number) => `About ${plural(characters, "character", "characters")} too long to send in one piece.`,
  },
  factors: {
    none: "None chosen. That is fine.",
    chosen: "You have chosen:",
    full: (most: number) => `You can choose up to ${most}. To choose another, untick one first.`,
  },
  destination: {
    circle: (label: string, about: string) => `${label}. ${about}`,
  },
  unable: {
    outdated: "It is missing something this page needs for locking.",
    insecure: "This page was opened without a secure connection, so the browser will not lock anything. Check that the address starts with https.",
    blocked: "A part of this page did not load, or did not work. An extension or your network may be holding it back.",
    unreachable: "The service did not answer, so the page could not fetch the circle’s lock.",
  },
  failed: {
    title: "Your report has not safely arrived yet",
    kept: "Your words are still here while this page stays open. Trying again is safe: the same report is never stored twice.",
    again: "Try again",
    sealing: "Your browser could not lock the report, so nothing was sent.",
    offline: "Your device seems to be offline.",
    unreached: "The service did not answer. That can be the network.",
    slow: "It took too long. That can be the network.",
    busy: "The service is very busy just now. Please try again in a moment.",
    ours: "Something went wrong on our side.",
    tooLarge: "It is longer than can be sent at once. Please shorten it.",
    outOfDate: "This page is out of date. Copy your words, load the page again, and send them from there.",
    noCircle: "No circle can receive reports here yet. Please keep your words and try later.",
    listChanged: "One of your choices is no longer on the list. Copy your words, load the page again, and choose again.",
    unitTooSmall: "The area of work you chose has become too small to hide in. Please choose “Prefer not to say”.",
  },
  sent: {
    title: "Your report is locked and sent",
    already: "It had already arrived the first time, so it is stored once.",
    earlier: "The first version had already arrived, and that is the one that was kept. Your later changes were not added.",
    readersTitle: "Who can read it",
    readers: (label: string) =>
      `Only one circle: ${label}. They open it on their own devices. Nobody else holds the key: not your leaders, not the IT team, not the people who run this service.`,
    nextTitle: "What happens next",
    next: "The circle reads it in working hours and looks for what could be changed.",
    leadersTitle: "What leaders will see",
    leaders:
      "After the month has closed, leaders see counts. Each count is blurred, so nobody can tell whether your report is in it. They never see your words.",
    wordsTitle: "Your eight words",
    words:
      "These are your receipt. They are shown once, here, and are not stored anywhere. When replies open in this service, they will be your only way back to this report. Nobody can look them up for you.",
    copy: "Copy the words",
    copied: "Copied. Paste them somewhere only you can see. Other programs can read what was copied last.",
    notCopied: "Your browser did not allow copying. You can select the words, or write them down.",
    print: "Print the words",
    printHint: "A shared printer can keep a copy. Writing the words down by hand is safest.",
    finishTitle: "When you are done",
    finish: "Clear this page",
    finishHint: "This takes the words off the screen. Your browser may still list this page in its history.",
  },
} as const;
