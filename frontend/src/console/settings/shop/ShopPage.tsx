import { i18n } from "@lingui/core";
import { useMe } from "../../session/session";

/** What a shop decides for itself. */
export function ShopPage() {
  const me = useMe();
  return <p>{i18n.t("The shop is called {shop}.", { shop: me.shop })}</p>;
}
