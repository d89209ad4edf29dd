// The variables of a text, in words.
import { i18n } from "@lingui/core";
import type { VARIABLES } from "./triggers";

const NAMES: Record<(typeof VARIABLES)[number], () => string> = {
  name: () => i18n.t("Customer's name"),
  "order.number": () => i18n.t("Order number"),
  "order.status": () => i18n.t("Where the order is"),
  "tracking.link": () => i18n.t("Tracking link"),
  coupon: () => i18n.t("A code that runs now"),
};
export const isVariable = (name: string): name is keyof typeof NAMES => Object.hasOwn(NAMES, name);
export const variableName = (name: string) => (isVariable(name) ? NAMES[name]() : name);
