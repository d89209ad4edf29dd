// What rules and their moments are called.
import { i18n } from "@lingui/core";
import { whyOf } from "../../inbox/manyWords";
import { named } from "../../words/named";
import type { Rule } from "./calls";

const MOMENTS: Record<string, () => string> = {
  "order.placed": () => i18n.t("An order is placed"),
  "order.cod": () => i18n.t("A cash order waits for a yes"),
  "order.paid": () => i18n.t("An order is paid"),
  "order.packed": () => i18n.t("An order is packed"),
  "order.cancelled": () => i18n.t("An order is cancelled"),
  "order.refund_issued": () => i18n.t("A refund is on its way"),
  "order.refund_done": () => i18n.t("A refund has arrived"),
  "order.strangers": () => i18n.t("A stranger asked about an order"),
  "order.delivered": () => i18n.t("All of an order has arrived"),
  "parcel.shipped": () => i18n.t("A parcel is shipped"),
  "parcel.in_transit": () => i18n.t("A parcel passes a place"),
  "parcel.near": () => i18n.t("A parcel is in the customer's city"),
  "parcel.pickup_point": () => i18n.t("A parcel waits to be collected"),
  "parcel.out_for_delivery": () => i18n.t("A parcel comes today"),
  "parcel.attempt_failed": () => i18n.t("Nobody was home"),
  "parcel.lost": () => i18n.t("A parcel is lost"),
  "parcel.damaged": () => i18n.t("A parcel is damaged"),
  "parcel.returning": () => i18n.t("A parcel goes back"),
  "parcel.returned": () => i18n.t("A parcel is back at the shop"),
  "parcel.partly_delivered": () => i18n.t("Part of an order has arrived"),
  "parcel.delivered": () => i18n.t("A parcel has arrived"),
  "parcel.late": () => i18n.t("A parcel is late"),
  "points.earned": () => i18n.t("Points were earned"),
  "rating.high": () => i18n.t("A good rating was given"),
  "customer.birthday": () => i18n.t("A customer's birthday"),
  "product.low": () => i18n.t("Something bought runs out"),
  "product.back": () => i18n.t("Something awaited is back in stock"),
  "cart.left": () => i18n.t("A cart is left behind"),
};

export const momentName = (moment: string) => named(MOMENTS, moment, () => moment);

/** Return a delay in words. */
export function delayName(seconds: number): string {
  if (seconds === 0) return i18n.t("at once");
  if (seconds % 86_400 === 0)
    return i18n.t("{n, plural, one {# day later} other {# days later}}", { n: seconds / 86_400 });
  if (seconds % 3600 === 0)
    return i18n.t("{n, plural, one {# hour later} other {# hours later}}", { n: seconds / 3600 });
  return i18n.t("{n, plural, one {# minute later} other {# minutes later}}", { n: Math.round(seconds / 60) });
}

/** Return what a rule is called: its title, else its moment and when it is told. */
export const ruleName = (rule: Pick<Rule, "title" | "moment">) => rule.title || momentName(rule.moment);

/** Return what would become of a message. */
export function outcomeName(outcome: string): string {
  if (outcome === "text" || outcome === "template") return i18n.t("would leave");
  if (outcome === "not_in_segment") return i18n.t("is not for them");
  return whyOf({ reason: outcome, says: outcome.replaceAll("_", " ") });
}

export const UNITS = [60, 3600, 86_400] as const;
export const unitName = (unit: number) =>
  unit === 60 ? i18n.t("minutes") : unit === 3600 ? i18n.t("hours") : i18n.t("days");
/** Return the largest unit in which a delay is a whole number. */
export const unitOf = (seconds: number) => [...UNITS].reverse().find((one) => seconds && seconds % one === 0) ?? 3600;
