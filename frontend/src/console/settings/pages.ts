// The pages of the settings, in the order they are listed: the navigation, the palette and the addresses read this.
import { i18n } from "@lingui/core";
import { type ComponentType, type LazyExoticComponent, lazy } from "react";
import type { Session } from "../api/shapes";

export type SettingsGroup = "shop" | "answers" | "notices" | "people" | "systems";
export interface SettingsPage {
  /** The end of its address: /console/settings/<name>, and what the page itself says after it. */
  name: string;
  group: SettingsGroup;
  say: () => string;
  /** What is set there, in a line. */
  about: () => string;
  needs: Session["permissions"][number];
  Page: LazyExoticComponent<ComponentType>;
}

/** What the groups are called, in their order. */
export const GROUPS: Readonly<Record<SettingsGroup, () => string>> = {
  shop: () => i18n.t("Shop"),
  answers: () => i18n.t("What the assistant says"),
  notices: () => i18n.t("What customers are told"),
  people: () => i18n.t("People"),
  systems: () => i18n.t("Connections and safety"),
};

export const SETTINGS: readonly SettingsPage[] = [
  {
    name: "shop",
    group: "shop",
    say: () => i18n.t("Your shop"),
    about: () => i18n.t("Name, logo, colour, language, contact, return days, prices"),
    needs: "settings.read",
    Page: lazy(() => import("./shop/ShopPage").then((found) => ({ default: found.ShopPage }))),
  },
];
