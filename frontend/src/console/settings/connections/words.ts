// Shop systems and carriers in the merchant's words: what each asks for, and where to find it.
import { i18n } from "@lingui/core";
import type { Connection, Platform } from "./calls";

/** What the account is called, where a platform asks for one. */
export const ACCOUNT: Record<string, () => string> = {
  shopify: () => i18n.t("Your shop's address at Shopify, like my-shop.myshopify.com"),
  woocommerce: () => i18n.t("Your shop's address, like https://shop.example.in"),
  shiprocket: () => i18n.t("E-mail address of an API user, not your own log-in"),
};

/** Where to find a secret; the names are those of the platform's own pages. */
export const WHERE: Record<string, () => string> = {
  "shopify token": () => i18n.t("Shopify: Settings, Apps, Develop apps: the Admin API access token (shpat_…)"),
  "shopify secret": () => i18n.t("On the same page: the app's client secret"),
  "woocommerce key": () => i18n.t("WooCommerce: Settings, Advanced, REST API: a key that may read and write (ck_…)"),
  "woocommerce secret": () => i18n.t("Shown beside the key (cs_…)"),
  "shiprocket password": () => i18n.t("Shiprocket: Settings, API, Configure: the API user's password"),
  "aftership secret": () => i18n.t("AfterShip: Settings, Webhooks: the webhook secret"),
};

/** What a platform is good for, in a line. */
export const ABOUT: Record<string, () => string> = {
  shopify: () => i18n.t("Orders, carts, customers and products, as they change"),
  woocommerce: () => i18n.t("Orders, customers and products, as they change"),
  shiprocket: () => i18n.t("Every scan of a parcel, told to its customer"),
  aftership: () => i18n.t("Every scan of a parcel, of any carrier AfterShip follows"),
  own: () => i18n.t("Your own program sends orders and scans, or you bring a sheet"),
};

/** What remains to be done by hand at the platform. */
export const LEFT: Record<string, () => string> = {
  shopify: () =>
    i18n.t(
      "Left to do in Shopify's Partner dashboard (API access, Compliance webhooks): paste this address three times.",
    ),
  woocommerce: () => i18n.t("Nothing is left to do by hand."),
  shiprocket: () =>
    i18n.t(
      "Left to do at Shiprocket (Settings, API, Webhooks): paste the address, choose the header x-api-key, and paste the secret.",
    ),
  aftership: () => i18n.t("Left to do at AfterShip (Settings, Webhooks): paste this address."),
  own: () => i18n.t("Make a key of the API, and send events to this address."),
};

export const isActive = ({ state }: Connection) => state === "active";

/** Return the platforms of a role, those that have something connected last. */
export function offered(of: readonly Platform[], connected: readonly Connection[]): readonly Platform[] {
  const has = (kind: string) => connected.some((one) => one.kind === kind && isActive(one));
  return [...of].sort((one, other) => Number(has(one.kind)) - Number(has(other.kind)));
}
