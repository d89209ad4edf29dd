import { i18n } from "@lingui/core";
import type { Place } from "../shell/place";

/** What an empty list means, and what to do. */
export function Empty({ place }: { place: Place }) {
  const words: Partial<Record<string, string>> = {
    waiting: i18n.t("Nobody waits for an answer. Well done."),
    mine: i18n.t("Nothing is yours just now. Take one from Unassigned or Waiting."),
    unassigned: i18n.t("Every conversation that needs a person has somebody."),
    assistant: i18n.t("The assistant has no conversation."),
    mentions: i18n.t("No colleague has named you in a note."),
    snoozed: i18n.t("Nothing sleeps. Snooze a conversation with b."),
    breached: i18n.t("Every goal was met."),
    resolved: i18n.t("Nothing is resolved yet."),
  };
  const text = place.query
    ? i18n.t("Nothing is found. Fewer words find more; any script finds any script.")
    : (words[place.view ? "" : place.folder] ?? i18n.t("No conversation is here."));
  return <p className="empty">{text}</p>;
}
