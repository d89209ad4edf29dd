// What fields, comparisons and values of a rule are called, and a rule in a sentence of the console's language.
import { i18n } from "@lingui/core";
import { monthName } from "../customers/birthdays";
import { money } from "../panel/words";
import { localeName } from "../words/locales";
import { named } from "../words/named";
import { STATES } from "./places";
import type { Segment } from "./segments";
import { SUBJECTS } from "./subjects";
import { type Condition, fromRule, type Node, type Rule } from "./tree";

export const FIELD_GROUPS: readonly { name: () => string; fields: Readonly<Record<string, () => string>> }[] = [
  {
    name: () => i18n.t("Orders and products"),
    fields: {
      "orders.count": () => i18n.t("Number of orders"),
      "orders.total": () => i18n.t("Spent in all"),
      "orders.last": () => i18n.t("Last bought something"),
      "bought.product": () => i18n.t("Bought a product"),
      "bought.category": () => i18n.t("Bought something of a kind"),
      "orders.status": () => i18n.t("State of an order"),
      "orders.payment": () => i18n.t("Payment of an order"),
      "orders.parcel": () => i18n.t("Where a parcel is"),
      "cart.left": () => i18n.t("Left a cart open"),
      "cart.value": () => i18n.t("Value of the open cart"),
      "chat.awaits": () => i18n.t("Waits for a product to be back"),
    },
  },
  {
    name: () => i18n.t("Customer and place"),
    fields: {
      "customer.locale": () => i18n.t("Language"),
      "customer.created": () => i18n.t("Became a customer"),
      "customer.birthday": () => i18n.t("Birthday"),
      "customer.reach": () => i18n.t("Known by"),
      "place.city": () => i18n.t("City"),
      "place.pin": () => i18n.t("PIN code begins with"),
      "place.state": () => i18n.t("State"),
      "points.balance": () => i18n.t("Points they have"),
    },
  },
  {
    name: () => i18n.t("Conversations and messages"),
    fields: {
      "consent.whatsapp": () => i18n.t("Offers on WhatsApp"),
      "consent.sms": () => i18n.t("Offers by SMS"),
      "chat.wrote": () => i18n.t("Wrote to us"),
      "chat.asked": () => i18n.t("Asked about"),
      "chat.missed": () => i18n.t("Asked for what we did not have"),
      "rating.stars": () => i18n.t("Stars of the last rating"),
      "rating.last": () => i18n.t("Gave a rating"),
      "labels.has": () => i18n.t("Label"),
      "links.clicked": () => i18n.t("Opened a link of ours"),
      "messages.read": () => i18n.t("Read a message of ours"),
    },
  },
];
export const FIELD_NAMES: Readonly<Record<string, () => string>> = Object.assign(
  {},
  ...FIELD_GROUPS.map((one) => one.fields),
);
export const fieldName = (field: string) => named(FIELD_NAMES, field, () => field);

export const COMPARISONS: Readonly<Record<string, () => string>> = {
  at_least: () => i18n.t("at least"),
  at_most: () => i18n.t("at most"),
  exactly: () => i18n.t("exactly"),
  in_last_days: () => i18n.t("in the last … days"),
  not_in_last_days: () => i18n.t("not in the last … days"),
  before_last_days: () => i18n.t("longer ago than … days"),
  ever: () => i18n.t("at some time"),
  never: () => i18n.t("never"),
  one_of: () => i18n.t("is one of"),
  none_of: () => i18n.t("is none of"),
  today: () => i18n.t("today"),
  this_month: () => i18n.t("this month"),
  in_month: () => i18n.t("in the month"),
  in_next_days: () => i18n.t("today or in the next … days"),
  known: () => i18n.t("is known"),
};
export const comparisonName = (is: string) => named(COMPARISONS, is, () => is);

export const VALUES: Readonly<Record<string, () => string>> = {
  open: () => i18n.t("Open"),
  cancelled: () => i18n.t("Cancelled"),
  pending: () => i18n.t("Not paid yet"),
  cod: () => i18n.t("To be paid at the door"),
  paid: () => i18n.t("Paid"),
  partly_refunded: () => i18n.t("Partly refunded"),
  refunded: () => i18n.t("Refunded"),
  voided: () => i18n.t("Called off before payment"),
  ready: () => i18n.t("Ready for the courier"),
  shipped: () => i18n.t("Shipped"),
  in_transit: () => i18n.t("On its way"),
  out_for_delivery: () => i18n.t("Out for delivery"),
  attempt_failed: () => i18n.t("Delivery failed"),
  delivered: () => i18n.t("Delivered"),
  returning: () => i18n.t("Coming back"),
  returned: () => i18n.t("Back at the shop"),
  lost: () => i18n.t("Lost"),
  phone: () => i18n.t("A phone number"),
  username: () => i18n.t("A WhatsApp user name alone"),
  nothing: () => i18n.t("Nothing: no way to reach them"),
  size: () => i18n.t("A size"),
  colour: () => i18n.t("A colour"),
  agreed: () => i18n.t("Agreed"),
  withdrawn: () => i18n.t("Stopped"),
  unsaid: () => i18n.t("Said nothing"),
};

/** What things of the shop are called, by their ids. */
export interface Names {
  currency: string;
  products: ReadonlyMap<number, string>;
  labels: ReadonlyMap<number, string>;
  segments: ReadonlyMap<number, string>;
}

/** Return what a value of a field is called. */
export function valueName(field: string, value: string | number, names: Names): string {
  if (typeof value === "number")
    return (field === "labels.has" ? names.labels : names.products).get(value) ?? `#${value}`;
  if (field === "customer.locale") return localeName(value);
  if (field === "place.state") return named(STATES, value, () => value);
  if (field === "chat.asked") return named(SUBJECTS, value, () => value);
  if (field === "place.pin") return value.length < 6 ? `${value}…` : value;
  return field === "place.city" || field === "bought.category" ? value : named(VALUES, value, () => value);
}

function sayCondition({ field, is, number, listed, days }: Condition, names: Names): string {
  const n = Number(number);
  const lately = days && ` ${i18n.t("(last {n, plural, one {# day} other {# days}})", { n: Number(days) })}`;
  const told: Record<string, () => string> = {
    in_last_days: () => i18n.t("in the last {n, plural, one {# day} other {# days}}", { n }),
    not_in_last_days: () => i18n.t("not in the last {n, plural, one {# day} other {# days}}", { n }),
    before_last_days: () => i18n.t("more than {n, plural, one {# day} other {# days}} ago", { n }),
    in_next_days: () => i18n.t("in the next {n, plural, one {# day} other {# days}}", { n }),
    in_month: () => monthName(number.padStart(2, "0")),
  };
  const values = listed.map((one) => valueName(field, one, names)).join(", ");
  const sum = field === "orders.total" || field === "cart.value" ? money(n, names.currency) : number;
  const value = listed.length > 0 ? values : number === "" ? "" : sum;
  const said = Object.hasOwn(told, is) ? told[is]?.() : `${comparisonName(is)}${value && ` ${value}`}`;
  return `${fieldName(field)}: ${said}${lately}`;
}

/** Return a rule in a sentence of the console's language. */
export function sayNode(node: Node, names: Names): string {
  const bare = sayBare(node, names);
  return node.not ? i18n.t("not ({rule})", { rule: bare }) : bare;
}

function sayBare(node: Node, names: Names): string {
  if (node.kind === "saved") {
    const name = node.segment === null ? "?" : (names.segments.get(node.segment) ?? `#${node.segment}`);
    return i18n.t("in “{name}”", { name });
  }
  if (node.kind === "condition") return sayCondition(node, names);
  if (node.parts.length === 0) return i18n.t("every customer");
  const said = node.parts.map((one) =>
    one.kind === "group" && one.parts.length > 1 && !one.not ? `(${sayNode(one, names)})` : sayNode(one, names),
  );
  return said.reduce((left, right) =>
    node.join === "all"
      ? i18n.t("{left}, and {right}", { left, right })
      : i18n.t("{left}, or {right}", { left, right }),
  );
}

/** Return the sentence of a kept rule in the console's language; English is the server's. */
export const sayKept = ({ rule, sentence }: Pick<Segment, "rule" | "sentence">, names: Names) =>
  i18n.locale === "en" || sentence.startsWith("Nobody:") ? sentence : sayNode(fromRule(rule as Rule), names);
