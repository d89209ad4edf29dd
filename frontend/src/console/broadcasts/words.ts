// Broadcasts in words: where one stands, to whom it goes, when.
import { i18n } from "@lingui/core";
import { dateAndClock } from "../words/moments";
import { named } from "../words/named";
import type { Broadcast, Listed, Segment } from "./calls";
import type { Step } from "./where";

export const STATES: Record<Listed["state"], () => string> = {
  draft: () => i18n.t("Draft"),
  scheduled: () => i18n.t("About to begin"),
  freezing: () => i18n.t("The list is being written"),
  running: () => i18n.t("Going out"),
  paused: () => i18n.t("Paused"),
  ended: () => i18n.t("Finished"),
  canceled: () => i18n.t("Called off"),
  stopped: () => i18n.t("Stopped by itself"),
};
export const stateName = (state: string) => named(STATES, state, () => state);

export const STEP_NAMES: Record<Step, () => string> = {
  who: () => i18n.t("Who"),
  what: () => i18n.t("What"),
  when: () => i18n.t("When"),
  check: () => i18n.t("Check"),
  test: () => i18n.t("Try it"),
  confirm: () => i18n.t("Send"),
};

/** Return to whom a broadcast goes. */
export function audienceSaid(audience: Listed["audience"], segments: readonly Segment[] = []): string {
  if (audience.agreed) return i18n.t("Everybody who agreed to offers");
  if (audience.segment !== undefined) {
    const found = segments.find((one) => one.id === audience.segment);
    return found ? found.name : i18n.t("A segment");
  }
  if (audience.newsletter !== undefined) return i18n.t("Who has subscribed to a newsletter");
  if (audience.file !== undefined) return i18n.t("A list of people");
  if (Array.isArray(audience.customers)) {
    return i18n.t("{n, plural, one {# chosen person} other {# chosen people}}", { n: audience.customers.length });
  }
  return i18n.t("Nobody yet");
}

/** Return when a broadcast leaves, or did. */
export function whenSaid(of: Listed): string {
  if (of.began_at) return dateAndClock(of.began_at);
  if (of.starts_at) return dateAndClock(of.starts_at);
  return of.state === "draft" ? i18n.t("As soon as it is sent") : "";
}

/** Return the steps at which something is missing. */
export function stepsToDo({ missing }: Pick<Broadcast, "missing">): readonly Step[] {
  const of: Record<string, Step> = { audience: "who", key: "what", values: "what" };
  return [...new Set(missing.map((name) => of[name] ?? "check"))];
}

/** Return a sum of millionths without parts of paise: what a whole broadcast costs. */
export function sum(micros: number, currency: string): string {
  const whole = micros / 1_000_000;
  return new Intl.NumberFormat(`${i18n.locale || "en"}-IN-u-nu-latn`, {
    style: "currency",
    currency,
    maximumFractionDigits: whole >= 10 ? 0 : 2,
  }).format(whole);
}

export const count = (n: number) => new Intl.NumberFormat("en-IN").format(n);
