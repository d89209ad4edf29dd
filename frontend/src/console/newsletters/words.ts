// Newsletters in words: how many get one, who these are, and when it leaves.
import { i18n } from "@lingui/core";
import { LOCALES, localeName } from "../words/locales";
import { dateAndClock } from "../words/moments";
import type { Newsletter } from "./newsletters";

const CHANNELS: Record<string, string> = { whatsapp: "WhatsApp", sms: "SMS" };
export const channelName = (channel: string) => CHANNELS[channel] ?? channel;
export const languageName = (locale: string | null | undefined) =>
  locale && LOCALES.includes(locale) ? localeName(locale) : i18n.t("Language not known");

export const peopleSaid = (people: number) =>
  i18n.t("{n, plural, one {# subscriber} other {# subscribers}}", { n: people });

/** Return who gets a newsletter, in a line: "WhatsApp: ગુજરાતી 12, English 3". */
export function subscribersSaid(of: Newsletter["subscribers"]): string {
  const channels = [...new Set(of.map(({ channel }) => channel))];
  return channels
    .map((channel) => {
      const mine = of.filter((one) => one.channel === channel);
      return `${channelName(channel)}: ${mine.map((one) => `${languageName(one.locale)} ${one.people}`).join(", ")}`;
    })
    .join(" · ");
}

/** Return when it left last and when it leaves next. */
export function issuesSaid({ last, next }: Pick<Newsletter, "last" | "next">): string {
  const said = [
    last?.began_at && i18n.t("Last issue: {when}", { when: dateAndClock(last.began_at) }),
    next?.starts_at && i18n.t("Next issue: {when}", { when: dateAndClock(next.starts_at) }),
  ].filter(Boolean);
  return said.length > 0 ? said.join(" · ") : i18n.t("No issue yet");
}
