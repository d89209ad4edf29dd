// What a macro does, effect by effect, read before it runs.
import { i18n } from "@lingui/core";
import type { Macro, SnoozeFor } from "../api/shapes";
import type { Action } from "../panel/customer";
import { actionName } from "../panel/words";
import { dateAndClock } from "../words/moments";
import { named } from "../words/named";

type Effect = Macro["effects"][number];
export interface Names {
  label: (id: number) => string;
  person: (id: number) => string;
}

export const SNOOZED: Record<SnoozeFor, () => string> = {
  time: () => i18n.t("Snooze"),
  parcel: () => i18n.t("Snooze until there is news of the parcel"),
  window: () => i18n.t("Snooze until the window is about to close"),
  reply: () => i18n.t("Snooze until they write"),
};

export const EFFECTS: Record<Effect["kind"], (values: Effect["values"], names: Names) => string> = {
  reply: ({ name }) => i18n.t("Send “{name}”", { name: String(name ?? "") }),
  assign: ({ staff_id }, { person }) =>
    typeof staff_id === "number" ? i18n.t("Assign to {name}", { name: person(staff_id) }) : i18n.t("Assign to nobody"),
  label: ({ add, remove }, { label }) =>
    [
      ...ids(add).map((id) => i18n.t("Label “{name}”", { name: label(id) })),
      ...ids(remove).map((id) => i18n.t("Take the label “{name}” off", { name: label(id) })),
    ].join(" · "),
  snooze: ({ until, for: what }) =>
    typeof until === "string"
      ? i18n.t("Snooze until {until}", { until: dateAndClock(until) })
      : named(SNOOZED, String(what), SNOOZED.time),
  resolve: () => i18n.t("Resolve"),
  answered: () => i18n.t("Mark as in need of no answer"),
  order: ({ order, tell }) =>
    [actionName(String(order)), tell !== false && i18n.t("the customer is told")].filter(Boolean).join(", "),
  send_template: () => i18n.t("Send a template"),
};

const ids = (value: unknown): number[] => (Array.isArray(value) ? value.map(Number) : []);

/** Return what a macro still has to be told about the order it is run for; null where that is nothing. */
export function lackOf({ effects }: Macro): { action: Action; field: string } | null {
  const lacking = effects.find(({ kind, values }) => kind === "order" && typeof values.needs === "string");
  return lacking ? { action: lacking.values.order as Action, field: String(lacking.values.needs) } : null;
}

export const isAboutOrder = ({ effects }: Macro) => effects.some(({ kind }) => kind === "order");

/** Return what an effect does, in words. */
export const tellEffect = ({ kind, values }: Effect, names: Names) =>
  Object.hasOwn(EFFECTS, kind) ? EFFECTS[kind](values, names) : i18n.t("Something more");
