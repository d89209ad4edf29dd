// WhatsApp's moving day in words: who comes later, to how many new people one may write, and who says so.
import { i18n } from "@lingui/core";
import { dateAndClock, dayOf } from "../words/moments";
import type { Outlook } from "./calls";
import { count } from "./words";

/** Under this reason the server lists who is beyond today. */
export const BEYOND = "allowance";

/** Return how many come later than today, and until when. */
export const beyondSaid = ({ beyond, last_at }: Pick<Outlook, "beyond" | "last_at">) =>
  i18n.t(
    "{n, plural, one {# person is beyond today's allowance of WhatsApp and gets it by {day}} other {# people are beyond today's allowance of WhatsApp and get it by {day}, best customers first}}",
    { n: beyond, day: dayOf(last_at.slice(0, 10)) },
  );

/** Return to how many new people one may write, how many are taken, who says so and when that was looked at. */
export function allowanceSaid({ most, used, who_says, checked_at }: Outlook["allowance"]): string {
  if (most === null) return i18n.t("There is no limit of new people a day.");
  const words = i18n.t("WhatsApp lets you write to {most} new people in any 24 hours; {used} are taken.", {
    most: count(most),
    used: count(used),
  });
  if (who_says === "setting") return `${words} ${i18n.t("So your settings say.")}`;
  return checked_at ? `${words} ${i18n.t("So Twilio says, asked {when}.", { when: dateAndClock(checked_at) })}` : words;
}
