// What orders, parcels and requests are called, and sums as the shop writes them.
import { i18n } from "@lingui/core";
import { named } from "../words/named";
import type { Action, Offered, Order, Parcel, Request } from "./customer";

/** Return a sum of minor units (paise) as the console's language writes it. */
export function money(minor: number, currency: string): string {
  const whole = new Intl.NumberFormat(`${i18n.locale}-IN-u-nu-latn`, {
    style: "currency",
    currency,
    minimumFractionDigits: 0,
  });
  const digits = whole.resolvedOptions().maximumFractionDigits ?? 2;
  return whole.format(minor / 10 ** digits);
}

type Stage = Order["stage"] | Parcel["stage"] | Exclude<Parcel["milestone"], "">;

export const STAGES: Record<Stage, () => string> = {
  unpaid: () => i18n.t("Not paid yet"),
  cod_unconfirmed: () => i18n.t("Cash not confirmed"),
  confirmed: () => i18n.t("Confirmed"),
  packed: () => i18n.t("Packed"),
  to_collect: () => i18n.t("To be collected"),
  ready_to_collect: () => i18n.t("Ready to collect"),
  handed_over: () => i18n.t("Handed over"),
  nothing_sent: () => i18n.t("Nothing to send"),
  shipped: () => i18n.t("Shipped"),
  in_transit: () => i18n.t("On its way"),
  near: () => i18n.t("Near the customer"),
  delayed: () => i18n.t("Delayed"),
  pickup_point: () => i18n.t("At a pick-up point"),
  out_for_delivery: () => i18n.t("Out for delivery"),
  attempt_failed: () => i18n.t("Delivery failed"),
  damaged: () => i18n.t("Damaged"),
  partly_delivered: () => i18n.t("Partly delivered"),
  delivered: () => i18n.t("Delivered"),
  returning: () => i18n.t("Coming back"),
  returned: () => i18n.t("Back at the shop"),
  lost: () => i18n.t("Lost"),
  cancelled: () => i18n.t("Cancelled"),
  label: () => i18n.t("Label made"),
  ready: () => i18n.t("Ready for the courier"),
  called_off: () => i18n.t("Pick-up called off"),
};

export const stage = (name: string) => named(STAGES, name, () => i18n.t("News of the parcel"));

export const KINDS: Record<Request["kind"], () => string> = {
  cancel: () => i18n.t("Cancel"),
  address: () => i18n.t("Another address"),
  change_order: () => i18n.t("Change the order"),
  return: () => i18n.t("Return"),
  refund: () => i18n.t("Refund"),
  exchange: () => i18n.t("Exchange"),
  damaged: () => i18n.t("Damaged"),
  wrong_item: () => i18n.t("Wrong or missing piece"),
  not_received: () => i18n.t("Not received"),
  resend: () => i18n.t("Send it again"),
  reschedule: () => i18n.t("Another day"),
  hand_over: () => i18n.t("Somebody else takes it"),
  warranty: () => i18n.t("Warranty"),
  complaint: () => i18n.t("Complaint"),
  payment: () => i18n.t("Payment"),
  invoice: () => i18n.t("Invoice"),
};

export const kind = (name: string) => named(KINDS, name, () => i18n.t("Request"));

export const STATES: Record<Request["state"], () => string> = {
  open: () => i18n.t("Open"),
  done: () => i18n.t("Done"),
  refused: () => i18n.t("Refused"),
  withdrawn: () => i18n.t("Taken back by the customer"),
};

export const channelName = (name: string) => (name === "sms" ? "SMS" : "WhatsApp");
export const purposeName = (name: string) => (name === "marketing" ? i18n.t("offers") : i18n.t("orders"));

export const ACTIONS: Record<Action, { name: () => string; happens: () => string }> = {
  cancel: {
    name: () => i18n.t("Cancel the order"),
    happens: () => i18n.t("Nothing of it leaves the shop; what was paid becomes a refund."),
  },
  confirm_cod: {
    name: () => i18n.t("Confirm cash on delivery"),
    happens: () => i18n.t("The order counts as confirmed and can be packed."),
  },
  refund: {
    name: () => i18n.t("Ask for a refund"),
    happens: () => i18n.t("A request with a reference is written down; no money moves yet."),
  },
  return: {
    name: () => i18n.t("Open a return"),
    happens: () => i18n.t("A request with a reference is written down for the pick-up."),
  },
  exchange: {
    name: () => i18n.t("Open an exchange"),
    happens: () => i18n.t("A request with a reference is written down."),
  },
  change_address: {
    name: () => i18n.t("Change the address"),
    happens: () => i18n.t("A request with the new address is written down."),
  },
  check_address: {
    name: () => i18n.t("Ask them to check it"),
    happens: () =>
      i18n.t(
        "The customer reads the address as we have it, in their language, and is asked whether it is right, or for their location. The answer is yours: the assistant stays silent.",
      ),
  },
  reschedule: {
    name: () => i18n.t("Deliver on another day"),
    happens: () => i18n.t("A request is written down, to be passed on to the courier."),
  },
  resend_invoice: {
    name: () => i18n.t("Send the invoice again"),
    happens: () => i18n.t("A request is written down for whoever sends invoices."),
  },
  send_tracking: {
    name: () => i18n.t("Send the tracking link"),
    happens: () => i18n.t("The customer gets the link of this order's page."),
  },
  give_points: {
    name: () => i18n.t("Give points"),
    happens: () => i18n.t("They are the customer's at once."),
  },
  give_code: {
    name: () => i18n.t("Give a code"),
    happens: () => i18n.t("The customer gets the code of an offer that runs."),
  },
};

export const actionName = (action: string) =>
  Object.hasOwn(ACTIONS, action) ? ACTIONS[action as Action].name() : i18n.t("Something about an order");
export const whatHappens = (action: Action) => ACTIONS[action].happens();

// Why a customer cannot be asked now.
export const HINDRANCES: Record<NonNullable<Offered["actions"][number]["hindrance"]>, () => string> = {
  window_shut: () =>
    i18n.t(
      "WhatsApp's window is shut: until they write, only a template reaches them. Choose one below the conversation.",
    ),
  one_way: () => i18n.t("SMS here is one-way: the customer can't answer this."),
  no_conversation: () => i18n.t("There is no conversation with this customer yet."),
};

export const hindrance = (name: string) => named(HINDRANCES, name, () => i18n.t("They cannot be asked now."));

const NEEDS: Record<string, () => string> = {
  points: () => i18n.t("How many points"),
  code: () => i18n.t("The offer's code"),
};
const DETAILS: Partial<Record<Action, () => string>> = {
  change_address: () => i18n.t("The whole new address with its PIN code"),
  reschedule: () => i18n.t("Which day, and when"),
  exchange: () => i18n.t("What instead"),
};

/** Return what a field of an action is for. */
export const needed = (action: Action, field: string) =>
  (NEEDS[field] ?? DETAILS[action] ?? (() => i18n.t("Why, in a few words")))();

/** Return a name as people write it: a user name with its sign before it. */
export const writtenName = (name: string) => (/^[a-z0-9._]{3,30}$/.test(name) ? `@${name}` : name);
