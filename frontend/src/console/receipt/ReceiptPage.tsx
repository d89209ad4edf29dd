import { i18n } from "@lingui/core";

/** A broadcast that was started: how far it is, and what became of everybody. */
export function ReceiptPage({ id }: { id: number }) {
  return (
    <main className="page" data-broadcast={id}>
      <h1>{i18n.t("Broadcast")}</h1>
    </main>
  );
}
