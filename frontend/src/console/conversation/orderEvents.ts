// What happened to an order, and which of the shop's rules told its customer, in words.
import { i18n } from "@lingui/core";
import { STAGES, stage } from "../panel/words";
import { named } from "../words/named";

// What is no stage of an order or parcel.
const CHANGES: Record<string, () => string> = {
  placed: () => i18n.t("Placed"),
  cod: () => i18n.t("Placed, cash on delivery"),
  paid: () => i18n.t("Paid"),
  address: () => i18n.t("Goes to another address"),
  late: () => i18n.t("Late"),
  refund_issued: () => i18n.t("Refund issued"),
  refund_done: () => i18n.t("Refund has arrived"),
  strangers: () => i18n.t("Somebody at another number asked about it"),
};

const changed = (state: string) =>
  Object.hasOwn(STAGES, state) ? stage(state) : named(CHANGES, state, () => i18n.t("Changed"));

/** Return the sentence of a change of an order. */
export const tellChange = (order: string, state: string) =>
  i18n.t("Order {number}: {state}", { number: order, state: changed(state) });

// Rules whose name says more, or something else, than what they tell of.
const RULES: Record<string, () => string> = {
  cod_ask: () => i18n.t("Cash on delivery: please confirm"),
  cod_reminder: () => i18n.t("Cash on delivery: a reminder"),
  ready_to_collect: () => i18n.t("Ready to collect"),
  out_for_delivery_cod: () => i18n.t("Out for delivery, cash to pay"),
  part_delivered: () => i18n.t("A part has arrived"),
  next_try: () => i18n.t("Another day after a failed delivery"),
  points: () => i18n.t("Points earned"),
  guide: () => i18n.t("How to care for it"),
  thanks: () => i18n.t("Thanks with an offer"),
  review: () => i18n.t("Please rate it"),
  share: () => i18n.t("Please share it"),
  match: () => i18n.t("What goes with it"),
  follow: () => i18n.t("Follow the shop"),
  replenish: () => i18n.t("Soon used up"),
  back_in_stock: () => i18n.t("Back in stock"),
  birthday: () => i18n.t("Birthday"),
  cart_1: () => i18n.t("Cart left behind"),
  cart_2: () => i18n.t("Cart left behind: second reminder"),
  cart_3: () => i18n.t("Cart left behind: last reminder"),
};

const ruleName = (rule: string) => named(RULES, rule, () => changed(rule));

const NO_LONGER = () => i18n.t("it was no longer so");
const BOUGHT = () => i18n.t("the cart was bought or emptied");
const SOLD_OUT = () => i18n.t("sold out");
// Why a rule told nobody, as the server names it.
const BECAUSE: Record<string, () => string> = {
  switched_off: () => i18n.t("the rule is switched off"),
  not_live: () => i18n.t("the shop isn't live yet"),
  too_late: () => i18n.t("too late to be worth telling"),
  no_address: () => i18n.t("no way to reach them that they allow"),
  link_not_ours: () => i18n.t("a link leads to another site"),
  unwritable: () => i18n.t("it could not be put into words"),
  other_customer: () => i18n.t("the order belongs to somebody else"),
  order_open: () => i18n.t("the order is no longer open"),
  not_going_back: () => i18n.t("the order is cancelled, refunded or coming back"),
  nothing_wrong: () => i18n.t("something is wrong with an order of theirs"),
  not_reviewed: () => i18n.t("they have rated it already"),
  not_answered: () => i18n.t("they have written since"),
  cart_open: BOUGHT,
  cart_changed: BOUGHT,
  ordered: BOUGHT,
  emptied: BOUGHT,
  gone: BOUGHT,
  in_stock: SOLD_OUT,
  cart_in_stock: SOLD_OUT,
  back_in_stock: SOLD_OUT,
  disconnected: () => i18n.t("the shop is disconnected"),
};

/** Return the sentence of a rule that told the customer something, or why it did not. */
export function tellFired(rule: string, order: string, sent: boolean, because: string): string {
  const what = [order, ruleName(rule)].filter(Boolean).join(" · ");
  if (sent) return i18n.t("Sent by a rule: {what}", { what });
  return i18n.t("Not sent by its rule: {what} ({why})", { what, why: named(BECAUSE, because, NO_LONGER) });
}
