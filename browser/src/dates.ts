/** A day in words, in the language of the page: the browser's own dates where it has that language, else ours. */
import { LANGUAGE, t } from "./language";

const MONTHS: readonly string[] = [
  t("January"),
  t("February"),
  t("March"),
  t("April"),
  t("May"),
  t("June"),
  t("July"),
  t("August"),
  t("September"),
  t("October"),
  t("November"),
  t("December"),
];
const WEEKDAYS: readonly string[] = [
  t("Sunday"),
  t("Monday"),
  t("Tuesday"),
  t("Wednesday"),
  t("Thursday"),
  t("Friday"),
  t("Saturday"),
];
/** Chromium has no Welsh dates. */
const isKnown = Intl.DateTimeFormat.supportedLocalesOf(LANGUAGE).length > 0;

/** A day, given in ms since 1970, such as "25 November 2026"; with its weekday where asked for. */
export function sayDay(time: number, weekday = false): string {
  if (!isKnown) return sayOurselves(new Date(time), weekday);
  return new Intl.DateTimeFormat(LANGUAGE, {
    ...(weekday ? { weekday: "long" } : {}),
    day: "numeric",
    month: "long",
    year: "numeric",
    timeZone: "UTC",
  }).format(time);
}

/** A month, given as a moment in it in ms since 1970, such as "November 2026". */
export function sayMonth(time: number): string {
  const month = new Date(time);
  if (!isKnown) return `${MONTHS[month.getUTCMonth()] ?? ""} ${month.getUTCFullYear()}`;
  return new Intl.DateTimeFormat(LANGUAGE, { month: "long", year: "numeric", timeZone: "UTC" }).format(time);
}

function sayOurselves(day: Date, weekday: boolean): string {
  const date = `${day.getUTCDate()} ${MONTHS[day.getUTCMonth()] ?? ""} ${day.getUTCFullYear()}`;
  return weekday ? `${WEEKDAYS[day.getUTCDay()] ?? ""}, ${date}` : date;
}
