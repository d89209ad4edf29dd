// Why somebody of a broadcast got nothing, or not yet, and what to do, in the console's language: the sentences of
// bot/domain/broadcast_reasons.toml, word for word in English.
import { i18n } from "@lingui/core";
import type { Reason } from "./receipts";

type Told = () => readonly [says: string, advice: string];

export const REASONS: Readonly<Record<string, Told>> = {
  "63049": () => [
    i18n.t("WhatsApp is limiting marketing to this person now."),
    i18n.t("It is tried again by itself after 24, 48 and 96 hours while the broadcast is wanted, never by SMS."),
  ],
  "63033": () => [
    i18n.t("They stopped promotions inside WhatsApp."),
    i18n.t("Nothing: their consent is withdrawn. Only they can give it again."),
  ],
  "63014": () => [i18n.t("They have blocked you."), i18n.t("Nothing: everything but answers is withdrawn.")],
  "63024": () => [i18n.t("There is no WhatsApp on this number."), i18n.t("Send by SMS where you may.")],
  "63003": () => [i18n.t("There is no WhatsApp on this number."), i18n.t("Send by SMS where you may.")],
  "63016": () => [
    i18n.t("Their 24 hours were over and no template was used."),
    i18n.t("That is our fault: tell us. It is tried once more as a template."),
  ],
  "63017": () => [i18n.t("It was sent too fast."), i18n.t("It is tried again by itself, slower.")],
  "63018": () => [i18n.t("It was sent too fast."), i18n.t("It is tried again by itself, slower.")],
  "20429": () => [i18n.t("It was sent too fast."), i18n.t("It is tried again by itself, slower.")],
  "63062": () => [
    i18n.t("WhatsApp's terms for marketing messages are not accepted."),
    i18n.t("Accept them in WhatsApp Manager, then send a new broadcast to who is left."),
  ],
  "21610": () => [i18n.t("They stopped messages by SMS."), i18n.t("Nothing: their consent is withdrawn.")],
  "30004": () => [
    i18n.t("They have blocked you, or are on India's do-not-disturb list."),
    i18n.t("Nothing: their consent is withdrawn."),
  ],
  "651": () => [
    i18n.t("It was outside the hours in which promotional SMS may be sent, 10:00 to 21:00."),
    i18n.t("It goes out in the next hours that are allowed."),
  ],
  no_consent: () => [i18n.t("They never agreed to offers."), i18n.t("Ask them in a chat or at the checkout.")],
  opted_out: () => [i18n.t("They stopped messages, or offers."), i18n.t("Nothing: only they can allow them again.")],
  cap: () => [
    i18n.t("They have had as many offers as you allow in a day or a week."),
    i18n.t("Send again later, to who is left."),
  ],
  quiet_hours: () => [
    i18n.t("It was outside your hours for offers."),
    i18n.t("Let the broadcast last longer, or begin it earlier."),
  ],
  late_parcel: () => [i18n.t("A parcel of theirs is late."), i18n.t("Write to them about it first.")],
  open_request: () => [i18n.t("They wait for an answer to a request or a return."), i18n.t("Answer it first.")],
  unhappy: () => [i18n.t("They were unhappy lately."), i18n.t("Write to them first; offers wait a month.")],
  with_person: () => [i18n.t("They are talking with somebody of yours, or wait for it."), i18n.t("Finish that first.")],
  unreachable: () => [i18n.t("No channel reaches them."), i18n.t("Ask for a number that works.")],
  duplicate: () => [
    i18n.t("They are one person with somebody else of this broadcast."),
    i18n.t("Nothing: that one stands for both."),
  ],
  budget: () => [
    i18n.t("The budget was used up before it was their turn."),
    i18n.t("Send again with a new budget, to who is left."),
  ],
  unwritable: () => [
    i18n.t("The words could not be put together for them."),
    i18n.t("Look at their name and at the texts you gave, then send again to who is left."),
  ],
  too_late: () => [
    i18n.t("The broadcast's time was over before it was their turn."),
    i18n.t("Let the next one last longer."),
  ],
  broadcast_over: () => [
    i18n.t("The broadcast was called off, stopped or over before it was their turn."),
    i18n.t("Send a new one to who is left, if it is still wanted."),
  ],
  broadcast_paused: () => [i18n.t("The broadcast is paused."), i18n.t("Resume it.")],
  erased: () => [i18n.t("They asked to be forgotten."), i18n.t("Nothing.")],
  bad_variables: () => [
    i18n.t("A text would not fit the template."),
    i18n.t("Mend the text, then send again to who is left."),
  ],
  no_code: () => [
    i18n.t("Every code of the coupon was given before it was their turn."),
    i18n.t("Put more codes in, then send again to who is left."),
  ],
  no_reason: () => [i18n.t("It failed, and nobody said why."), i18n.t("It was tried once more. Look at the number.")],
  held_out: () => [
    i18n.t("You held them out, to see what the broadcast changes."),
    i18n.t("Nothing: the outcomes compare them with those who got it."),
  ],
  had_it: () => [i18n.t("They have it already, from the broadcast that this one tries again."), i18n.t("Nothing.")],
  own_hour: () => [
    i18n.t("It leaves at the hour at which they usually write or read."),
    i18n.t("Nothing: it leaves by itself."),
  ],
  empty_field: () => [
    i18n.t("Nothing stands in a field of the text for them, and the field has no default."),
    i18n.t("Give the field a default, then send again to who is left."),
  ],
  dlt: () => [
    i18n.t("An SMS to India has to be the text that is registered (DLT), to the letter, and this one is not."),
    i18n.t("Write the SMS as it is registered, or register it anew, then send again to who is left."),
  ],
};

/** Return the sentence of a reason and what to do; of one that is not known here the server's own. */
export function reasonTold({ reason, says, advice }: Pick<Reason, "reason" | "says" | "advice">) {
  return Object.hasOwn(REASONS, reason) ? (REASONS[reason] as Told)() : ([says, advice] as const);
}
