// Times in the words of the console's language.
import { i18n } from "@lingui/core";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const LONG_AGO = 300; // days, behind which a day is told with its year
const written = new Map<string, Intl.DateTimeFormat>();

function format(options: Intl.DateTimeFormatOptions, at: Date): string {
  const name = i18n.locale + JSON.stringify(options);
  let found = written.get(name);
  if (!found) {
    found = new Intl.DateTimeFormat(`${i18n.locale}-IN-u-nu-latn`, options);
    written.set(name, found);
  }
  return found.format(at);
}

export const clock = (at: string) => format({ hour: "numeric", minute: "2-digit" }, new Date(at));
export const dateAndClock = (at: string) =>
  format({ weekday: "short", day: "numeric", month: "short", hour: "numeric", minute: "2-digit" }, new Date(at));

/** Return how many days a moment lies before today, by this machine's calendar. */
export function daysAgo(at: string, now: number): number {
  const start = (time: number) => new Date(time).setHours(0, 0, 0, 0);
  return Math.round((start(now) - start(Date.parse(at))) / DAY);
}

export function day(at: string, now: number): string {
  const days = daysAgo(at, now);
  if (days === 0) return i18n.t("Today");
  if (days === 1) return i18n.t("Yesterday");
  if (days > LONG_AGO) return format({ day: "numeric", month: "short", year: "numeric" }, new Date(at));
  return format({ weekday: "short", day: "numeric", month: "short" }, new Date(at));
}

/** Return a day that was written without a time, with its year. */
export const dayOf = (date: string) =>
  format({ day: "numeric", month: "short", year: "numeric" }, new Date(`${date}T12:00`));

/** Return when something was, as short as a list has room for. */
export const shortly = (at: string, now: number) => (daysAgo(at, now) === 0 ? clock(at) : day(at, now));

/** Return a length of time in its largest unit: "4 s", "12 min", "3 h", "2 d". */
export function span(ms: number): string {
  const past = Math.max(ms, 0);
  if (past < MINUTE) return i18n.t("{n} s", { n: Math.floor(past / 1000) });
  if (past < HOUR) return i18n.t("{n} min", { n: Math.floor(past / MINUTE) });
  if (past < 2 * DAY) return i18n.t("{n} h", { n: Math.floor(past / HOUR) });
  return i18n.t("{n} d", { n: Math.floor(past / DAY) });
}
