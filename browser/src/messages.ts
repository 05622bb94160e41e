/** Every sentence a script shows to a reporter. One place, so that they can be read aloud, checked and translated. */
import { t, tn } from "./language";

export const MESSAGES = {
  progress: {
    checking: t("Looking for names and places…"),
    locking: t("Locking your words on this device…"),
    sending: t("Sending the locked report…"),
    relocking: t("The circle has changed its lock. Locking your report again…"),
  },
  problems: {
    title: t("Please look at this again"),
    narrative: t("Write a few words about what happened"),
    tooLong: (characters: number) =>
      tn(
        characters,
        "Your report is too long to send in one piece. Please shorten it by about %(num)s character",
        "Your report is too long to send in one piece. Please shorten it by about %(num)s characters",
      ),
  },
  budget: {
    near: (characters: number) => tn(characters, "Room for about %(num)s more character.", "Room for about %(num)s more characters."),
    larger:
      t("This is longer than most reports. It can be sent, but its size may make it stand out a little. A shorter one would hide better."),
    over: (characters: number) => tn(
        characters,
        "About %(num)s character too long to send in one piece.",
        "About %(num)s characters too long to send in one piece.",
      ),
  },
  factors: {
    none: t("None chosen. That is fine."),
    chosen: t("You have chosen:"),
    full: (most: number) => t("You can choose up to %(most)s. To choose another, untick one first.", { most }),
  },
  reading: {
    waiting: t("The helper that looks for names is getting ready. You can write."),
    away: t("The helper that looks for names did not load here. Nothing is hidden for you. Please read your words once more for names, places and dates before you send them."),
    english: t("The helper that looks for names knows only English, so it is off on this page. Nothing is hidden for you. Please read your words once more for names, places and dates before you send them."),
    quiet: t("No names, places or dates found so far. The helper misses some, so please look as well."),
    hidden: (count: number) => tn(count, "%(num)s thing is hidden for you.", "%(num)s things are hidden for you."),
    asked: (count: number) => tn(count, "%(num)s thing is for you to decide.", "%(num)s things are for you to decide."),
    quoted: (words: string) => t("“%(words)s”", { words }),
    stays: t("It stays as you wrote it."),
    whyHidden: {
      person: t("It looks like somebody’s name."),
      location: t("It may say where this was."),
      organisation: t("It may say which organisation this was."),
      date: t("A date can point at one day, and at who was there."),
      age: t("An age can point at a person."),
      contact: t("It can be used to reach somebody."),
      "id-number": t("It looks like a number that belongs to one person or case."),
      "": t("You hid this."),
    },
    alwaysHidden: {
      contact: t("It can be used to reach somebody, so it is always hidden."),
      "": t("It belongs to one person, place or case, so it is always hidden."),
    },
    whyAsked: {
      person: t("Is this somebody’s name?"),
      location: t("Does this say where it was?"),
      organisation: t("Is this the name of an organisation?"),
      date: t("Is this a date?"),
      age: t("Is this somebody’s age?"),
      contact: t("Can this be used to reach somebody?"),
      "id-number": t("Does this number belong to one person or case?"),
      "": t("Could this point at somebody?"),
    },
    /** What a button does, and to what: for whoever hears one button at a time. */
    named: (act: string, words: string) => t("%(act)s: %(words)s", { act, words }),
    hide: t("Hide it"),
    keep: t("Keep it"),
    show: t("Do not hide"),
    nowHidden: (words: string) => t("“%(words)s” is hidden now.", { words }),
    nowKept: (words: string) => t("“%(words)s” stays as you wrote it.", { words }),
    selectFirst: t("First select the words in the box, then press this."),
    unchecked: t("The helper that looks for names has stopped. Nothing is hidden for you. Please read your words once more. If they can go as they are, press “Lock and send” again."),
  },
  suggestions: {
    because: (words: readonly string[]) =>
      t("Because you wrote: %(words)s", { words: words.map((one) => t("“%(words)s”", { words: one })).join(", ") }),
    add: t("Yes, add it"),
    refuse: t("No"),
    remove: t("Take it back"),
    first: t("Put it first"),
    answer: t("Answer in my report"),
  },
  leaving: {
    again: t("Press Escape once more to leave this page."),
  },
  destination: {
    circle: (label: string, about: string) => `${label}. ${about}`,
  },
  unable: {
    outdated: t("It is missing something this page needs for locking."),
    insecure: t("This page was opened without a secure connection, so the browser will not lock anything. Check that the address starts with https."),
    blocked: t("A part of this page did not load, or did not work. An extension or your network may be holding it back."),
  },
  failed: {
    title: t("Your report has not safely arrived yet"),
    kept: t("Your words are still here while this page stays open. Trying again is safe: the same report is never stored twice."),
    again: t("Try again"),
    sealing: t("Your browser could not lock the report, so nothing was sent."),
    offline: t("Your device seems to be offline."),
    unreached: t("The service did not answer. That can be the network."),
    damaged: t("It did not arrive whole. That can be the network."),
    slow: t("It took too long. That can be the network."),
    busy: t("The service is very busy just now. Please try again in a moment."),
    ours: t("Something went wrong on our side."),
    tooLarge: t("It is longer than can be sent at once. Please shorten it."),
    outOfDate: t("This page is out of date. Copy your words, load the page again, and send them from there."),
    noCircle: t("No circle can receive reports here yet. Please keep your words and try later."),
    listChanged: t("One of your choices is no longer on the list. Copy your words, load the page again, and choose again."),
    unitTooSmall: t("The area of work you chose has become too small to hide in. Please choose “Prefer not to say”."),
  },
  sent: {
    title: t("Your report is locked and sent"),
    already: t("It had already arrived the first time, so it is stored once."),
    earlier: t("The first version had already arrived, and that is the one that was kept. Your later changes were not added."),
    readersTitle: t("Who can read it"),
    readers: (label: string) =>
      t(
        "Only one circle: %(circle)s. They open it on their own devices. Nobody else holds the key: not your leaders, not the IT team, not the people who run this service.",
        { circle: label },
      ),
    lock: t("The lock it was given. It should match the six words on the poster:"),
    nextTitle: t("What happens next"),
    next: t("The circle reads it in working hours and looks for what could be changed."),
    leadersTitle: t("What leaders will see"),
    leaders:
      t("After the month has closed, leaders see counts. Each count is blurred, so nobody can tell whether your report is in it. Your words are never shown to them."),
    wordsTitle: t("Your eight words"),
    words:
      t("These are your receipt: with them you can read the circle’s answer, add something, or delete everything. They are shown once, here, and are not stored anywhere. Nobody can look them up for you."),
    copy: t("Copy the words"),
    copied: t("Copied. Paste them somewhere only you can see. Other programs can read what was copied last."),
    notCopied: t("Your browser did not allow copying. You can select the words, or write them down."),
    print: t("Print the words"),
    printHint: t("A shared printer can keep a copy. Writing the words down by hand is safest."),
    finishTitle: t("When you are done"),
    finish: t("Clear this page"),
    finishHint: t("This takes the words off the screen. Your browser may still list this page in its history."),
  },
} as const;
