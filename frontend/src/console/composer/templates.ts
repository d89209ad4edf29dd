// Templates in words: what they are for, what state they are in, why one cannot be sent, what its gaps are.
import { i18n } from "@lingui/core";
import type { Template } from "../api/shapes";
import { named } from "../words/named";

type NotOffered = NonNullable<Template["why_not"]>;

export const WHY_NOT: Record<NotOffered, () => string> = {
  opted_out: () => i18n.t("Can't be sent: the customer has stopped these messages."),
  no_consent: () => i18n.t("Can't be sent: the customer has not agreed to offers."),
  waiting: () => i18n.t("Can't be sent yet: WhatsApp has not approved it."),
  rejected: () => i18n.t("Can't be sent: WhatsApp has refused it."),
  paused: () => i18n.t("Can't be sent now: WhatsApp has paused it."),
  disabled: () => i18n.t("Can't be sent: WhatsApp has switched it off."),
};

export const whyNot = (why: string) => named(WHY_NOT, why, () => i18n.t("Can't be sent to this customer now."));

const CATEGORIES = {
  UTILITY: () => i18n.t("About orders"),
  MARKETING: () => i18n.t("Offers"),
  AUTHENTICATION: () => i18n.t("Codes to log in"),
};

export const category = (name: string) => named(CATEGORIES, name, () => i18n.t("Template"));

const FIELDS = {
  number: () => i18n.t("Order number"),
  items: () => i18n.t("What was ordered"),
  item: () => i18n.t("Product"),
  url: () => i18n.t("Link"),
  amount: () => i18n.t("Sum"),
  minimum: () => i18n.t("Minimum order"),
  balance: () => i18n.t("Points they have"),
  points: () => i18n.t("Points"),
  courier: () => i18n.t("Courier"),
  tracking: () => i18n.t("Tracking number"),
  name: () => i18n.t("Customer's name"),
  day: () => i18n.t("Day"),
  place: () => i18n.t("Place"),
  code: () => i18n.t("The offer's code"),
  why: () => i18n.t("Why, in a few words"),
  what: () => i18n.t("What has happened"),
  cause: () => i18n.t("What it is about"),
  instead: () => i18n.t("What you do about it"),
  rest: () => i18n.t("What becomes of the rest"),
  cheer: () => i18n.t("A kind word"),
  other: () => i18n.t("What goes with it"),
  item_name: () => i18n.t("Product"),
  shop: () => i18n.t("Your shop's name"),
  refund_days_least: () => i18n.t("Days until a refund is there, at least"),
  refund_days_most: () => i18n.t("Days until a refund is there, at most"),
  invoice_hours: () => i18n.t("Hours until an invoice comes"),
  answer_hours: () => i18n.t("Hours until your team answers"),
};

/** Whether a gap has a name in words, whatever text it stands in. */
export const isNamed = (name: string) => Object.hasOwn(FIELDS, name);

/** Return what is to be written into a gap of a template, the `place`-th of them. */
export const fieldName = (name: string, place: number) =>
  named(FIELDS, name, () => i18n.t("Words for the gap {place}", { place }));

/** Return what one message costs; less than a rupee is told in paise' parts. */
export function price(micros: number, currency: string): string {
  const format = new Intl.NumberFormat(`${i18n.locale || "en"}-IN-u-nu-latn`, {
    style: "currency",
    currency,
    maximumFractionDigits: 3,
  });
  return format.format(micros / 1_000_000);
}

/** Return a template's order in the list: what can be sent, then the customer's language, its script, English, others. */
export function sorted(all: readonly Template[], locale: string | null): readonly Template[] {
  const language = (one: Template) =>
    one.locale === locale ? 0 : one.locale === locale?.split("-")[0] ? 1 : one.locale === "en" ? 2 : 3;
  const rank = (one: Template) => (one.why_not === null ? 0 : 10) + language(one);
  return all.toSorted((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name));
}

/** Return a body with its gaps filled where a value is there. */
export const fill = (body: string, values: Record<string, string>) =>
  body.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] || whole);
