// Why a person is needed, in words.
import { i18n } from "@lingui/core";

export function reason(why: string): string {
  const names: Record<string, string> = {
    asked: i18n.t("The customer asked for a person"),
    not_understood: i18n.t("The assistant did not understand, twice"),
    low_rating: i18n.t("A low rating"),
    angry: i18n.t("The customer is angry"),
    request: i18n.t("A request needs a person"),
    not_delivered: i18n.t("A message could not be delivered"),
    same_message: i18n.t("The same message came again and again"),
    contact_card: i18n.t("The customer sent a contact"),
    voice_note: i18n.t("The customer sent a voice note"),
    assistant_down: i18n.t("The assistant could not answer"),
    assistant_away: i18n.t("The assistant is away"),
    too_many: i18n.t("The customer wrote more than is read at once"),
    taken: i18n.t("Taken over"),
    woken: i18n.t("Snoozed"),
    away: i18n.t("Given back by a colleague who is away"),
  };
  return names[why] ?? why.replaceAll("_", " ");
}
