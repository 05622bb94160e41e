/** Every sentence a script shows to a reporter. One place, so that they can be read aloud, checked and translated. */
import { t, tn } from "./language";

export const MESSAGES = {
  progress: {
    locking: t("Locking your words on this device…"),
    sending: t("Sending the locked report…"),
    relocking: t("The circle has changed its lock. Locking your report again…"),
  },
  problems: {
    title: t("Please look at this again"),
    narrative: t("Write a few words about what happened"),
    kind: t("Choose what kind of report it is"),
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
  destination: {
    circle: (label: string, about: string) => `${label}. ${about}`,
  },
  unable: {
    outdated: t("It is missing something this page needs for locking."),
    insecure: t("This page was opened without a secure connection, so the browser will not lock anything. Check that the address starts with https."),
    blocked: t("A part of this page did not load, or did not work. An extension or your network may be holding it back."),
    unreachable: t("The service did not answer, so the page could not fetch the circle’s lock."),
  },
  failed: {
    title: t("Your report has not safely arrived yet"),
    kept: t("Your words are still here while this page stays open. Trying again is safe: the same report is never stored twice."),
    again: t("Try again"),
    sealing: t("Your browser could not lock the report, so nothing was sent."),
    offline: t("Your device seems to be offline."),
    unreached: t("The service did not answer. That can be the network."),
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
    nextTitle: t("What happens next"),
    next: t("The circle reads it in working hours and looks for what could be changed."),
    leadersTitle: t("What leaders will see"),
    leaders:
      t("After the month has closed, leaders see counts. Each count is blurred, so nobody can tell whether your report is in it. They never see your words."),
    wordsTitle: t("Your eight words"),
    words:
      t("These are your receipt. They are shown once, here, and are not stored anywhere. When replies open in this service, they will be your only way back to this report. Nobody can look them up for you."),
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
