// The shop's own texts in words: what WhatsApp says of one, what a button means, what stands in a field.
import { i18n } from "@lingui/core";
import { named } from "../words/named";
import type { Fault, LocaleTold, Meaning, Text } from "./calls";

const STATES = {
  not_pushed: () => i18n.t("Not shown to WhatsApp yet"),
  unsubmitted: () => i18n.t("On its way to WhatsApp"),
  received: () => i18n.t("WhatsApp looks at it"),
  pending: () => i18n.t("WhatsApp looks at it"),
  approved: () => i18n.t("Approved"),
  rejected: () => i18n.t("Refused"),
  paused: () => i18n.t("Paused by WhatsApp"),
  disabled: () => i18n.t("Switched off by WhatsApp"),
};
export const stateSaid = (state: string) => named(STATES, state, () => state);

const REMEDIES = {
  not_pushed: () => i18n.t("Save it, then show it to WhatsApp."),
  unsubmitted: () => i18n.t("It is handed over within a minute."),
  received: () => i18n.t("Most take minutes, some two days."),
  pending: () => i18n.t("Most take minutes, some two days."),
  rejected: () => i18n.t("Change what the reason names: that makes a new text, which WhatsApp is shown again."),
  paused: () => i18n.t("Too many people blocked or reported it. Wait, and send it to fewer, or write another."),
  disabled: () => i18n.t("WhatsApp takes it no more: write another text."),
};
export const remedySaid = ({ state, remedy }: LocaleTold) =>
  state === "approved" ? "" : named(REMEDIES, state, () => remedy);

const QUALITIES = {
  red: () => i18n.t("Quality: bad, by people's complaints"),
  unknown: () => i18n.t("Quality: no complaints are known"),
};
export const qualitySaid = (quality: string) => named(QUALITIES, quality, () => quality);

/** Whether WhatsApp is still to say something of a text: then it is looked at again by itself. */
export const isWaiting = ({ texts, pushed_at }: Text) =>
  pushed_at !== null && texts.some(({ state }) => ["not_pushed", "unsubmitted", "received", "pending"].includes(state));

const WAITING = ["unsubmitted", "received", "pending"];
const TONES: Record<string, string> = { approved: "fine", not_pushed: "plain-state" };
export const toneOf = (state: string) => TONES[state] ?? (WAITING.includes(state) ? "waits" : "wrong");

export const MEANS: Record<Meaning, () => string> = {
  show: () => i18n.t("Shows the link"),
  later: () => i18n.t("Not now: nothing is taken back"),
  person: () => i18n.t("Asks for a person"),
};

/** Fields that are filled without a word of the shop's, or by the coupon; all others get a source in each broadcast. */
export const FIELDS: Record<string, () => string> = {
  name: () => i18n.t("Their first name"),
  link: () => i18n.t("The counted link"),
  shop: () => i18n.t("Your shop's name"),
  points: () => i18n.t("Their points"),
  left: () => i18n.t("How many are left, from the catalogue"),
};
export const COUPON_FIELDS: Record<string, () => string> = {
  code: () => i18n.t("The coupon's code"),
  amount: () => i18n.t("What it takes off"),
  minimum: () => i18n.t("Minimum order"),
  ends_on: () => i18n.t("Its last day"),
};

/** Return what is wrong at a place and what to do: the server says it in the language of who asks. */
export const faultSaid = ({ detail, remedy }: Fault) =>
  /[.?!।]$/.test(detail) ? `${detail} ${remedy}` : `${detail}: ${remedy}.`;

/** Return what is wrong at a place of the editor or below it. */
export function faultsAt(faults: readonly Fault[], ...path: readonly (string | number)[]): readonly Fault[] {
  const at = `/${path.join("/")}`;
  return faults.filter(({ pointer }) => pointer === at || pointer.startsWith(`${at}/`));
}
