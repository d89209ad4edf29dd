import { i18n } from "@lingui/core";

/** The broadcasts of the shop, the newest first. */
export function BroadcastList() {
  return (
    <main className="page">
      <h1>{i18n.t("Broadcasts")}</h1>
    </main>
  );
}
