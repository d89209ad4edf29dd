// The steps of setting a shop up, in the merchant's words.
import { i18n } from "@lingui/core";
import type { Step, StepName } from "./calls";

export const TITLES: Record<StepName, () => string> = {
  shop: () => i18n.t("Your shop"),
  twilio: () => i18n.t("WhatsApp and SMS"),
  system: () => i18n.t("Your orders"),
  carrier: () => i18n.t("Your parcels"),
  answers: () => i18n.t("Your answers"),
  templates: () => i18n.t("WhatsApp's approval"),
  live: () => i18n.t("Try it, then go live"),
};

export const WHY: Record<StepName, () => string> = {
  shop: () => i18n.t("What customers see of you: name, logo, colour, how they reach you, how long they may return."),
  twilio: () => i18n.t("The numbers customers write to. A message of yours that arrives here shows that it works."),
  system: () => i18n.t("Where your orders are, so that “where is my order” has an answer."),
  carrier: () => i18n.t("Who carries your parcels, so that each step is told."),
  answers: () => i18n.t("What customers ask besides their orders, and where you deliver."),
  templates: () => i18n.t("WhatsApp approves what you write first. That takes minutes, sometimes a day."),
  live: () => i18n.t("See what your customers would have heard in the last 7 days. Nothing is sent before you say so."),
};

const MISSING: Record<string, () => string> = {
  contact: () => i18n.t("a phone or e-mail address for customers"),
  site_url: () => i18n.t("your website"),
  logo_url: () => i18n.t("a logo"),
  sender: () => i18n.t("a number to write to"),
  test_message: () => i18n.t("a test message from your own phone"),
  connection: () => i18n.t("a connection"),
  orders: () => i18n.t("the first order"),
  parcel: () => i18n.t("the first scan of a parcel"),
  topics: () => i18n.t("answers to common questions"),
  areas: () => i18n.t("where you deliver"),
  pushed: () => i18n.t("templates shown to WhatsApp"),
  approved: () => i18n.t("the first approval"),
  live: () => i18n.t("your word"),
};

/** Return what a step still lacks, in a line; "" where nothing is missing. */
export function missingOf({ missing }: Step): string {
  const words = missing.map((name) => MISSING[name]?.() ?? name);
  return words.length > 0 ? i18n.t("Missing: {things}", { things: words.join(", ") }) : "";
}

export const stateOf = (step: Step) =>
  step.done ? i18n.t("Done") : step.skipped ? i18n.t("Left for later") : i18n.t("To do");

/** Return where a step is done, for those that have pages of the settings. */
export const PAGES_OF: Partial<Record<StepName, readonly string[]>> = {
  shop: ["shop", "hours"],
  system: ["connections"],
  carrier: ["connections"],
  answers: ["answers", "delivery-areas"],
  templates: ["templates"],
};
