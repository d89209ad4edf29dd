// Birthdays as they are kept: MM-DD, without a year.
import { i18n } from "@lingui/core";

const LEAP = 2024;
const two = (number: number) => String(number).padStart(2, "0");
const upTo = (last: number) => Array.from({ length: last }, (_, place) => two(place + 1));

export const MONTHS = upTo(12);

/** Return the days of a month, the 29th of February among them. */
export const daysOf = (month: string) => upTo(month ? new Date(LEAP, Number(month), 0).getDate() : 31);

/** Return a birthday of what was chosen: no month, none; a day that the month has not, its last. */
export function birthdayOf(month: string, day: string): string {
  if (!month) return "";
  const days = daysOf(month);
  return `${month}-${days.includes(day) ? day : day > "28" ? days.at(-1) : "01"}`;
}

const written = (birthday: string, options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(`${i18n.locale}-IN-u-nu-latn`, { ...options, timeZone: "UTC" }).format(
    new Date(`${LEAP}-${birthday}T00:00:00Z`),
  );

export const monthName = (month: string) => written(`${month}-01`, { month: "long" });

/** Return a birthday as people say it; one that is written otherwise as it is. */
export const birthdaySaid = (birthday: string) =>
  /^\d\d-\d\d$/.test(birthday) ? written(birthday, { day: "numeric", month: "long" }) : birthday;
