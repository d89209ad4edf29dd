// The rules that forbid a start: in our words by their names, and the step that mends each.
import { i18n } from "@lingui/core";
import type { Outlook } from "./calls";
import type { Step } from "./where";

type Refusal = Outlook["refusals"][number];

const WORDS: Record<string, () => string> = {
  audience_empty: () => i18n.t("Nobody is in it now."),
  template_missing: () => i18n.t("WhatsApp has not approved the text. Submit it, or choose another."),
  template_pending: () => i18n.t("WhatsApp has not decided yet about the text. Most take minutes, some a day."),
  template_rejected: () => i18n.t("WhatsApp has refused the text. Change its words and submit it anew."),
  template_paused: () =>
    i18n.t("WhatsApp has paused the text: too many blocked or reported it. Wait, or choose another."),
  template_disabled: () => i18n.t("WhatsApp has switched the text off for good. Write another."),
  template_moved: () =>
    i18n.t("WhatsApp has moved the text to another category with another price. Agree to it first."),
  stop_missing: () => i18n.t("The text has no button by which people can stop your offers. Submit it anew."),
  false_urgency: () => i18n.t("Words that press need a true number or day behind them, or leave them out."),
  codes_missing: () => i18n.t("The text gives a code to each, and none is left. Put codes in."),
  untried: () => i18n.t("The text has not arrived on a phone of the shop's yet in each of its languages."),
  sms_unregistered: () =>
    i18n.t("An SMS to India needs a text registered with DLT. Send by WhatsApp alone, or choose one."),
  sms_not_to_the_letter: () => i18n.t("The SMS does not match the text registered with DLT to the letter."),
  hours: () => i18n.t("From its start to its end there is no hour in which offers may leave. Let it last longer."),
  same_again: () => i18n.t("The same was said to the same people within a day."),
  sender_missing: () => i18n.t("The shop has no number to send from. Connect one."),
  terms: () => i18n.t("WhatsApp's terms for marketing are not accepted. Accept them in WhatsApp Manager."),
};

const STEPS: Record<string, Step> = {
  audience_empty: "who",
  untried: "test",
  hours: "when",
  budget: "when",
  same_again: "who",
};

/** Return what a rule says, in the server's words where it has none of ours. */
export const ruleSaid = ({ rule, says, remedy }: Refusal) =>
  Object.hasOwn(WORDS, rule) ? (WORDS[rule]?.() ?? says) : `${says} ${remedy}`;

export const stepOf = ({ rule }: Refusal): Step => STEPS[rule] ?? "what";
