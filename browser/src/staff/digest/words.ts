/** Every sentence about the weekly mail. One place, so that they can be read aloud, checked and translated. */
import { t } from "../../language";

const DAYS = [t("Monday"), t("Tuesday"), t("Wednesday"), t("Thursday"), t("Friday"), t("Saturday"), t("Sunday")] as const;

export const DIGEST = {
  title: t("A weekly mail to remind you"),
  lead: t("It says the same every week, whether there is something to read or not. It names no report and has no link."),
  when: (weekday: number, hour: number) =>
    t("It goes out every week: %(day)s, at %(time)s.", { day: DAYS[weekday] ?? "", time: `${String(hour).padStart(2, "0")}:00` }),
  never: t("Just now your organisation sends none. Your address waits here until it does."),
  address: t("E-mail address"),
  hint: t("The service keeps it to write to you, and shows it to nobody else. You can take it away at any time."),
  keep: t("Send it there"),
  clear: t("Send it no more"),
  kept: t("It is saved. The next mail goes there."),
  cleared: t("Your address is forgotten. No mail is sent to you."),
  unfit: t("This does not look like an e-mail address. Please look at it again."),
  unreached: t("The service did not answer, so nothing is certain. Please look again in a moment."),
} as const;
