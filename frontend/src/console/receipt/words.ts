// What the parts of a receipt and the states of a broadcast are called by somebody who runs a shop.
import { i18n } from "@lingui/core";
import { dateAndClock } from "../words/moments";
import { named } from "../words/named";
import type { Counted, Person, Reason } from "./receipts";

export const PARTS: Record<Counted, () => string> = {
  audience: () => i18n.t("Everybody"),
  accepted: () => i18n.t("Taken by WhatsApp or the network"),
  held: () => i18n.t("Held by WhatsApp"),
  sent: () => i18n.t("Sent, on its way"),
  delivered: () => i18n.t("On their phone"),
  read: () => i18n.t("Read"),
  dropped: () => i18n.t("Taken, but dropped"),
  skipped: () => i18n.t("Left out"),
  failed: () => i18n.t("Failed"),
  unknown: () => i18n.t("Not clear yet"),
  not_started: () => i18n.t("Not started"),
};

export const partName = (part: string) => named(PARTS, part, () => part);

/** What a part means, in a sentence. */
export const MEANINGS: Record<Counted, () => string> = {
  audience: () => i18n.t("Who stood on the list when it began."),
  accepted: () => i18n.t("The message is out of your hands and may cost money."),
  held: () => i18n.t("WhatsApp has it and waits before it passes it on."),
  sent: () => i18n.t("It has left; their phone has not answered yet."),
  delivered: () => i18n.t("It arrived; nobody has opened it, or they hide that."),
  read: () => i18n.t("They have opened it."),
  dropped: () => i18n.t("It was taken at first and never delivered."),
  skipped: () => i18n.t("Nothing was sent to them, for a reason given below."),
  failed: () => i18n.t("It was refused at once."),
  unknown: () =>
    i18n.t(
      "Just on its way to Twilio, or it may have left: then Twilio's own list is asked first. Nothing is sent twice.",
    ),
  not_started: () => i18n.t("Their turn has not come, or never came."),
};

const RETRIES: Record<Reason["retry"], () => string> = {
  later: () => i18n.t("may come right later"),
  slower: () => i18n.t("may come right, more slowly"),
  window: () => i18n.t("may come right in allowed hours"),
  sms: () => i18n.t("may come right by SMS"),
  mended: () => i18n.t("may come right once it is mended"),
  settled: () => i18n.t("is being found out"),
  never: () => i18n.t("will not come right"),
};

export const retryName = (retry: string) => named(RETRIES, retry, () => "");

/** Return since when it is not known whether a message left, and when Twilio's list is asked next. */
export function doubtSaid(doubt: Person["doubt"]): string {
  if (!doubt?.since) return "";
  const since = i18n.t("Not known since {when}.", { when: dateAndClock(doubt.since) });
  const tried = i18n.t("{n, plural, one {# try so far.} other {# tries so far.}}", { n: doubt.attempts });
  const next = doubt.next_at
    ? i18n.t("Twilio's list is asked again {when}.", { when: dateAndClock(doubt.next_at) })
    : i18n.t("Twilio's list is asked now.");
  return `${since} ${tried} ${next}`;
}

/** Return a number as the console's language groups it. */
export const count = (n: number) => new Intl.NumberFormat(`${i18n.locale || "en"}-IN-u-nu-latn`).format(n);
