/** What the queue says: its two shelves, opening a page together, and looking for words in it. */
import { t, tn } from "../language";

export const QUEUE = {
  shelves: t("Which reports"),
  new: t("To look at"),
  coded: t("Factors agreed"),
  waiting: (band: string, count: string) => t("%(band)s: %(count)s", { band, count }),
  emptyCoded: t("No report has agreed factors yet."),
  open: t("Open this page"),
  openWhy: t("All reports on this page are opened on this device, so that you can read and search them together."),
  opening: (done: number, all: number) => t("Opening %(done)s of %(all)s…", { done, all }),
  opened: (count: number) => tn(count, "%(num)s report is open on this device.", "%(num)s reports are open on this device."),
  aside: (count: number) =>
    tn(count, "%(num)s does not open, because it was changed after it was locked. It is set aside.", "%(num)s do not open, because they were changed after they were locked. They are set aside."),
  noKeys: (count: number) => tn(count, "You hold no key for %(num)s.", "You hold no key for %(num)s of them."),
  unable: t("They could not be opened together. Please open them one by one."),
  damagedTag: t("Set aside: does not open"),
  noKeyTag: t("No key"),
  search: t("Find in what is open"),
  searchHint: t("Only on this device. What you look for is sent nowhere."),
  found: (count: number) => tn(count, "%(num)s report holds these words.", "%(num)s reports hold these words."),
  notFound: t("No open report holds these words."),
} as const;
