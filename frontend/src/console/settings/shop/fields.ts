// What a shop decides for itself, in groups: each field's name, how it is written, and what helps to write it.
import { i18n } from "@lingui/core";

export type FieldKind = "text" | "count" | "yesno" | "maybe" | "time" | "colour" | "locale" | "zone" | "prices";
export interface ShopField {
  name: string;
  kind: FieldKind;
  say: () => string;
  hint?: () => string;
}
export interface FieldGroup {
  say: () => string;
  fields: readonly ShopField[];
}

const numbers = () => i18n.t("With +91 in front; several with commas between them");

export const GROUPS_OF_SHOP: readonly FieldGroup[] = [
  {
    say: () => i18n.t("Who you are"),
    fields: [
      { name: "name", kind: "text", say: () => i18n.t("The shop's name, as customers know it") },
      { name: "city", kind: "text", say: () => i18n.t("City") },
      { name: "site_url", kind: "text", say: () => i18n.t("Website"), hint: () => "https://…" },
      {
        name: "link_hosts",
        kind: "text",
        say: () => i18n.t("Other websites your messages may link to"),
        hint: () => i18n.t("Host names, with commas between them"),
      },
      { name: "colour", kind: "colour", say: () => i18n.t("Colour of the tracking page") },
    ],
  },
  {
    say: () => i18n.t("Language and clock"),
    fields: [
      { name: "locale", kind: "locale", say: () => i18n.t("Language for customers who have shown none") },
      { name: "zone", kind: "zone", say: () => i18n.t("Time zone") },
      {
        name: "country",
        kind: "text",
        say: () => i18n.t("Country of phone numbers without one"),
        hint: () => i18n.t("Two letters, like IN"),
      },
    ],
  },
  {
    say: () => i18n.t("How customers reach you"),
    fields: [
      { name: "contact_phone", kind: "text", say: () => i18n.t("Phone that customers are told") },
      { name: "contact_email", kind: "text", say: () => i18n.t("E-mail address that customers are told") },
      {
        name: "answer_hours",
        kind: "count",
        say: () => i18n.t("Hours within which your team answers what customers asked for"),
      },
    ],
  },
  {
    say: () => i18n.t("Numbers"),
    fields: [
      { name: "whatsapp_from", kind: "text", say: () => i18n.t("WhatsApp number customers write to") },
      { name: "sms_from", kind: "text", say: () => i18n.t("Number that SMS come from") },
      { name: "sms_fallback", kind: "yesno", say: () => i18n.t("Send an SMS when WhatsApp cannot deliver") },
      { name: "alerts_to", kind: "text", say: () => i18n.t("Phone of yours that hears when something is wrong") },
      {
        name: "test_numbers",
        kind: "text",
        say: () => i18n.t("Phones of your own people, on which broadcasts are tried"),
        hint: numbers,
      },
      {
        name: "whatsapp_per_second",
        kind: "count",
        say: () => i18n.t("Messages a second that WhatsApp lets the number send"),
        hint: () => i18n.t("0: the usual"),
      },
      { name: "portfolio", kind: "text", say: () => i18n.t("Name of Meta's business portfolio, if shops share it") },
      {
        name: "portfolio_allowance",
        kind: "text",
        say: () => i18n.t("New people a day that WhatsApp lets you write to"),
        hint: () => i18n.t("0: no limit; empty: not known"),
      },
    ],
  },
  {
    say: () => i18n.t("Returns and payment"),
    fields: [
      { name: "return_days", kind: "count", say: () => i18n.t("Days after delivery in which things may be returned") },
      { name: "refund_days_least", kind: "count", say: () => i18n.t("Working days a refund takes at least") },
      { name: "refund_days_most", kind: "count", say: () => i18n.t("Working days a refund takes at most") },
      {
        name: "cod_limit",
        kind: "count",
        say: () => i18n.t("Highest total for cash on delivery, in rupees"),
        hint: () => i18n.t("0: no limit"),
      },
      { name: "upi_at_door", kind: "maybe", say: () => i18n.t("The courier takes UPI at the door") },
      { name: "invoice_hours", kind: "count", say: () => i18n.t("Hours within which an invoice comes") },
    ],
  },
  {
    say: () => i18n.t("When messages may leave"),
    fields: [
      { name: "marketing_from", kind: "time", say: () => i18n.t("Advertising from") },
      { name: "marketing_until", kind: "time", say: () => i18n.t("Advertising until") },
      { name: "courtesy_from", kind: "time", say: () => i18n.t("What is not urgent, from") },
      { name: "courtesy_until", kind: "time", say: () => i18n.t("What is not urgent, until") },
      { name: "marketing_per_day", kind: "count", say: () => i18n.t("Most advertising to a customer in a day") },
      { name: "marketing_per_week", kind: "count", say: () => i18n.t("Most advertising to a customer in a week") },
      {
        name: "stale_hours",
        kind: "count",
        say: () => i18n.t("Hours without a scan after which a parcel counts as late"),
      },
    ],
  },
  {
    say: () => i18n.t("Points"),
    fields: [
      { name: "points_per_100", kind: "count", say: () => i18n.t("Points for each 100 rupees spent") },
      { name: "review_points", kind: "count", say: () => i18n.t("Points for an answer to a question") },
      {
        name: "points_worth",
        kind: "count",
        say: () => i18n.t("What 100 points are worth, in paise"),
        hint: () => i18n.t("0: nothing"),
      },
    ],
  },
  {
    say: () => i18n.t("Your own contract"),
    fields: [
      {
        name: "prices",
        kind: "prices",
        say: () => i18n.t("What a message costs you, where it differs"),
      },
    ],
  },
];

/** Return the fields that were changed, as they are sent: the text that was typed. */
export function changedOf(typed: Readonly<Record<string, string>>, kept: Readonly<Record<string, string>>) {
  return Object.fromEntries(Object.entries(typed).filter(([name, text]) => text.trim() !== (kept[name] ?? "")));
}
