// What a thread says itself, for somebody of the shop.
import { i18n } from "@lingui/core";
import type { Wording } from "../../thread/wording";

export const deskWording = (): Wording => ({
  you: i18n.t("Shop"),
  other: i18n.t("Customer"),
  ticks: {
    clock: i18n.t("on its way"),
    one: i18n.t("sent"),
    two: i18n.t("delivered"),
    read: i18n.t("read by the customer"),
  },
  lost: i18n.t("Not delivered"),
  wentWrong: i18n.t("What went wrong"),
  failed: i18n.t("It failed."),
  reply: i18n.t("Reply"),
  copied: i18n.t("Copied"),
  picture: i18n.t("Picture"),
  document: i18n.t("Document"),
  voice: i18n.t("Voice note"),
  play: i18n.t("Play the voice note"),
  pause: i18n.t("Pause the voice note"),
  location: i18n.t("Place"),
  close: i18n.t("Close"),
});
