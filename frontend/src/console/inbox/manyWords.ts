// A template to many: where its gaps are filled from, and in words who was left out and what came of it.
import { i18n } from "@lingui/core";
import type { Broadcast, Receipt, Sentence, Template } from "../api/shapes";
import { named } from "../words/named";

/** Return the gaps that are filled for each person, with what stands there meanwhile. */
export const OF_PERSON = (): Record<string, string> => ({ name: `(${i18n.t("their name")})` });

/** Return sentences as the list of templates takes them. */
export const asTemplates = (all: readonly Sentence[]): Template[] =>
  all.map(({ key, ...one }) => ({ ...one, name: key, state: "", buttons: [] }));

/** Return where each gap of a template is filled from: the customer, or what was typed. */
export const sourcesOf = (fields: readonly string[], typed: Record<string, string>) =>
  Object.fromEntries(
    fields.map((name) => [
      name,
      Object.hasOwn(OF_PERSON(), name) ? { field: "first_name" } : { text: (typed[name] ?? "").trim() },
    ]),
  );

export const LEFT_OUT_OF_MANY: Record<string, () => string> = {
  no_consent: () => i18n.t("never agreed to offers"),
  opted_out: () => i18n.t("stopped messages, or offers"),
  late_parcel: () => i18n.t("a parcel of theirs is late"),
  open_request: () => i18n.t("waits for an answer to a request"),
  unhappy: () => i18n.t("was unhappy lately"),
  with_person: () => i18n.t("talks with somebody of yours, or waits for it"),
  unreachable: () => i18n.t("no channel reaches them"),
  cap: () => i18n.t("has had enough offers"),
  quiet_hours: () => i18n.t("outside of your hours for offers"),
  duplicate: () => i18n.t("one person with somebody else"),
};

interface ForReason {
  reason: string;
  says: string;
  count: number;
}

/** Return why in words; without words of ours in the server's. */
export const whyOf = ({ reason, says }: Pick<ForReason, "reason" | "says">) =>
  named(LEFT_OUT_OF_MANY, reason, () => says);

/** Return how many were left out for a reason. */
export const leftOutOf = (one: ForReason) => i18n.t("{n} skipped ({why})", { n: one.count, why: whyOf(one) });

/** Return how many are done, and how many wait for what. */
export function tellProgress({ people }: Pick<Broadcast, "people">, { audience, not_started, reasons }: Receipt) {
  const done = i18n.t("{done} of {total}", { done: audience - not_started, total: people });
  const waiting = reasons.filter(({ part, reason }) => part === "not_started" && reason !== "");
  return [done, ...waiting.map((one) => i18n.t("{n} waiting ({why})", { n: one.count, why: whyOf(one) }))].join(", ");
}

/** Return how many got it, and how many did not for what reason. */
export function tellReceipt({ accepted, audience, reasons }: Receipt): string {
  const against = reasons.filter(({ part }) => ["skipped", "failed", "unknown", "not_started"].includes(part));
  const unsaid = audience - accepted - against.reduce((sum, one) => sum + one.count, 0);
  const left = unsaid > 0 ? [i18n.t("{n} not sent", { n: unsaid })] : [];
  return [i18n.t("{n} done", { n: accepted }), ...against.map(leftOutOf), ...left].join(", ");
}

export const isOver = ({ state }: Pick<Broadcast, "state">) => ["ended", "canceled", "stopped"].includes(state);
