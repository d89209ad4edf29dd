// What the page calls channels, and a yes or no to offers.
import { i18n } from "@lingui/core";
import { channelName, purposeName } from "../panel/words";
import { named } from "../words/named";
import type { Stand } from "./asked";
import type { Foreseen } from "./people";

export const offersSaid = ({ channel, agreed }: { channel: string; agreed: boolean }) =>
  agreed
    ? i18n.t("wants offers on {channel}", { channel: channelName(channel) })
    : i18n.t("stopped offers on {channel}", { channel: channelName(channel) });

const STANDS: Record<Stand, () => string> = {
  agreed: () => i18n.t("Want offers"),
  stopped: () => i18n.t("Stopped offers"),
  silent: () => i18n.t("Said nothing"),
};
export const STAND_NAMES = Object.keys(STANDS) as Stand[];
export const standName = (stand: Stand) => STANDS[stand]();

/** Return what a word of consent is for; one that means all has no purpose of a message. */
export const purposeSaid = (purpose: string) => (purpose === "any" ? i18n.t("everything") : purposeName(purpose));

const SOURCES = {
  keyword: () => i18n.t("a word they wrote"),
  button: () => i18n.t("a button they tapped"),
  chat: () => i18n.t("said in the chat"),
  twilio: () => i18n.t("heard by Twilio"),
  checkout: () => i18n.t("the box at the checkout"),
  shop: () => i18n.t("the shop's own record"),
};
export const sourceName = (source: string) => named(SOURCES, source, () => "");

/** Return how somebody stands on a channel for a purpose, as a line of facts. */
export const standSaid = (one: { channel: string; purpose: string; agreed: boolean | null }) => ({
  name: `${channelName(one.channel)}, ${purposeSaid(one.purpose)}`,
  value: one.agreed ? i18n.t("yes") : i18n.t("stopped"),
});

/** Return how much comes over from one customer to another; "" where there is nothing. */
export const movedSaid = ({ orders, conversations, requests, points }: Foreseen["moved"]) =>
  [
    orders && i18n.t("{n, plural, one {# order} other {# orders}}", { n: orders }),
    conversations && i18n.t("{n, plural, one {# conversation} other {# conversations}}", { n: conversations }),
    requests && i18n.t("{n, plural, one {# request} other {# requests}}", { n: requests }),
    points && i18n.t("{n, plural, one {# point} other {# points}}", { n: points }),
  ]
    .filter(Boolean)
    .join(", ");
