// What a macro does, effect by effect, read before it runs.
import { i18n } from "@lingui/core";
import type { Macro, SnoozeFor } from "../api/shapes";
import { dateAndClock } from "../words/moments";
import { named } from "../words/named";

type Effect = Macro["effects"][number];
interface Names {
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
  send_template: () => i18n.t("Send a template"),
};

const ids = (value: unknown): number[] => (Array.isArray(value) ? value.map(Number) : []);

/** Return what an effect does, in words. */
export const tellEffect = ({ kind, values }: Effect, names: Names) =>
  Object.hasOwn(EFFECTS, kind) ? EFFECTS[kind](values, names) : i18n.t("Something more");
