// What the page calls channels, and a yes or no to offers.
import { i18n } from "@lingui/core";
import type { Stand } from "./asked";

export const channelName = (channel: string) => (channel === "sms" ? "SMS" : "WhatsApp");

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
