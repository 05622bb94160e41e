/** What the circle's end of a dialogue says, and answers ready to be sent. They thank, tell and ask; they blame nobody. */
import type { Outcome } from "../dialogue/message";
import { t, tn } from "../language";

export const DIALOGUE = {
  title: t("With the reporter"),
  none: t("This reporter left no way back, so nobody can answer. The report counts all the same."),
  opening: t("Opening what was written…"),
  unreached: t("What was written could not be fetched. That can be the network."),
  again: t("Try again"),
  empty: t("Nothing has been written yet."),
  asked: t("The reporter would like an answer"),
  byReporter: t("The reporter wrote"),
  byCircle: t("Your circle wrote"),
  week: (week: string) => t("in the week of %(week)s", { week }),
  broken: (count: number) =>
    tn(count, "%(num)s message does not open: it was changed, or was not written by whom it should be from. It is not shown.", "%(num)s messages do not open: they were changed, or were not written by whom they should be from. They are not shown."),
  thanked: t("Thanks have been sent."),
  thank: t("Say thank you"),
  thankWhy: t("One tap. The reporter sees that the circle has read it. Thanks are due within 7 days, whatever comes later."),
  reply: t("Write to the reporter"),
  what: t("What is it about?"),
  kinds: {
    words: t("An answer or a question"),
    theme: t("It is looked at with others like it"),
    outcome: t("What came of it"),
  },
  came: t("What came of it?"),
  start: t("Start from"),
  own: t("Own words"),
  text: t("Your words"),
  textHint: t("Never ask who somebody is, and never name anybody. The reporter reads this on a device of their own."),
  send: t("Lock and send"),
  sending: t("Locking and sending…"),
  sent: t("Locked and sent. The reporter sees it when they look again."),
  missing: t("Write a few words first."),
  tooLong: t("This is too long for one message. Please send it in two."),
  full: t("There is no room for another answer in this dialogue."),
  failed: t("It was not sent. Your words are still here. Please try again."),
  moved: t("The circle has a newer key. Please sign in again and send it once more: your words are still here to copy."),
  room: (left: number) => tn(left, "%(num)s more answer fits.", "%(num)s more answers fit."),
} as const;

export const OUTCOME_WORDS: Readonly<Record<Outcome, string>> = {
  changed: t("Something was changed"),
  trying: t("Something is being tried"),
  "passed-on": t("It was passed on to those who can change it"),
  shared: t("What it teaches was shared with others"),
  already: t("Something was under way already"),
  "not-now": t("It cannot be changed now, and why"),
};

/** Answers to start from. A test reads them with the rules of blame_language.yaml. */
export const TEMPLATES: readonly { readonly label: string; readonly text: string }[] = [
  {
    label: t("Thank you, and what happens next"),
    text: t("Thank you for telling us. We have read it and are looking at what around the work made this likely. We will write here again when we know more."),
  },
  {
    label: t("A question about the conditions"),
    text: t("Thank you. To understand it better: what was going on around the work at that time, and what would have made it easier? Please leave out who was there. Only answer if you want to."),
  },
  {
    label: t("Others have seen it too"),
    text: t("Thank you. Others have told us about something like this, so we are looking at all of it together. Your report makes the picture clearer."),
  },
  {
    label: t("We tried something"),
    text: t("Because of reports like yours, this is being tried: … We will look in three months whether it helps. If you see that it does not, please tell us."),
  },
  {
    label: t("We cannot change it now"),
    text: t("We looked at it and it cannot be changed now. The reason is: … We know this is not what you hoped for. We keep it, and will look again when …"),
  },
];

export const CLOCKS = {
  title: t("How your circle answers"),
  thanks: t("Thanks within 7 days"),
  answers: t("An answer within 90 days"),
  none: t("None due yet"),
  kept: (inTime: number, due: number, share: string) => t("%(inTime)s of %(due)s, %(share)s", { inTime, due, share }),
  overdue: (count: number) => tn(count, "%(num)s is past its time. Late thanks are still thanks.", "%(num)s are past their time. Late thanks are still thanks."),
  open: (count: number) => tn(count, "%(num)s has time left.", "%(num)s have time left."),
  waiting: t("A reporter has written again"),
  openIt: (kind: string) => t("Open: %(kind)s", { kind }),
} as const;
