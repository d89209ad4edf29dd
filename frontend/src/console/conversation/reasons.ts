// Why a person is needed, and why a message did not get there, in words.
import { i18n } from "@lingui/core";
import type { ConversationTold, FailureTold } from "../api/shapes";
import { named } from "../words/named";

type Why = NonNullable<ConversationTold["needs_person_why"]>;

export const WHY: Record<Why, () => string> = {
  asked: () => i18n.t("The customer asked for a person"),
  gave_up: () => i18n.t("The assistant did not understand, twice"),
  low_rating: () => i18n.t("A low rating"),
  angry: () => i18n.t("The customer is angry"),
  request: () => i18n.t("A request needs a person"),
  not_delivered: () => i18n.t("A message could not be delivered"),
  same_message: () => i18n.t("The same message came again and again"),
  contact_card: () => i18n.t("The customer sent a contact"),
  voice_note: () => i18n.t("The customer sent a voice note"),
  assistant_down: () => i18n.t("The assistant could not answer"),
  assistant_away: () => i18n.t("The assistant is away"),
  too_many: () => i18n.t("The customer wrote more than is read at once"),
  taken: () => i18n.t("Taken over"),
  woken: () => i18n.t("It was snoozed, and is back"),
  left: () => i18n.t("Nobody answered in time"),
  other: () => i18n.t("A person is needed"),
};

export const reason = (why: string) => named(WHY, why, WHY.other);

type Told = readonly [sentence: string, remedy: string];
const COMMON = {
  again: () => i18n.t("Send it once more."),
  otherWords: () => i18n.t("Say it in other words."),
};

export const FAILED: Record<FailureTold["kind"], () => Told> = {
  alert: () => [
    i18n.t("It was refused because of how sending is set up."),
    i18n.t("Somebody has to mend it. Then send it once more."),
  ],
  unreachable: () => [i18n.t("No message gets to this number."), i18n.t("Ask for another number by e-mail.")],
  other_channel: () => [i18n.t("This number is not on WhatsApp."), i18n.t("Write by SMS, or call.")],
  opted_out: () => [i18n.t("They have blocked messages from you."), i18n.t("Only they can allow them again.")],
  retry: () => [i18n.t("It did not get through this time."), COMMON.again()],
  slow_down: () => [i18n.t("Too much was sent at once."), i18n.t("Wait a minute, then send it once more.")],
  review: () => [i18n.t("Its content was refused on the way."), COMMON.otherWords()],
  template: () => [i18n.t("The 24 hours to answer in are over."), i18n.t("Send a template.")],
  stop_broadcasts: () => [
    i18n.t("WhatsApp takes no offers from this shop now."),
    i18n.t("Somebody has to mend that at WhatsApp first."),
  ],
  template_gone: () => [i18n.t("WhatsApp no longer allows this template."), i18n.t("Choose another one.")],
};

// What Twilio's code says more of than its kind.
const BY_CODE: Record<number, () => Told> = {
  21617: () => [i18n.t("It is too long for one message."), i18n.t("Send it in two.")],
  30003: () => [i18n.t("Their phone is off or out of reach."), i18n.t("Send it once more later.")],
  30007: () => [i18n.t("The network took it for spam."), i18n.t("Say it in other words, without a link.")],
  63019: () => [i18n.t("The file could not be fetched."), i18n.t("Attach it once more.")],
  63021: () => [i18n.t("WhatsApp does not take this file."), i18n.t("Send a picture, a PDF or a recording.")],
};

/** Return what happened to a message that failed, and what to do about it. */
export function tellFailure({ code, kind }: Pick<FailureTold, "code" | "kind">): Told {
  const byCode = BY_CODE[code ?? 0];
  if (byCode) return byCode();
  return Object.hasOwn(FAILED, kind) ? FAILED[kind]() : FAILED.retry();
}
