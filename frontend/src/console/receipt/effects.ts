// What people did after a broadcast, in words, and shares as they are read.
import { i18n } from "@lingui/core";
import type { Outcome } from "./receipts";

export const EFFECTS: Record<Outcome["effect"], () => string> = {
  replied: () => i18n.t("replied"),
  tapped: () => i18n.t("tapped a button"),
  clicked: () => i18n.t("opened its link"),
  opted_out: () => i18n.t("stopped offers"),
  blocked: () => i18n.t("blocked you"),
  ordered: () => i18n.t("ordered"),
  kept: () => i18n.t("got an order and kept it"),
};

const format = (more: Intl.NumberFormatOptions) =>
  new Intl.NumberFormat(`${i18n.locale || "en"}-IN-u-nu-latn`, {
    style: "percent",
    maximumFractionDigits: 1,
    ...more,
  });

/** Return a share as a percentage: "4.2%". */
export const percent = (share: number) => format({}).format(share);

/** Return a difference of shares with its sign: "+1.3%", "−0.4%". */
export const percentPoints = (difference: number) => format({ signDisplay: "exceptZero" }).format(difference);
