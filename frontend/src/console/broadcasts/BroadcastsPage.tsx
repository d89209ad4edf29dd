import { i18n } from "@lingui/core";
import { lazy, Suspense } from "react";
import { usePlace } from "../shell/place";
import { BroadcastList } from "./BroadcastList";
import { RUNNING, readWhere, toList } from "./where";

const ReceiptPage = lazy(() => import("../receipt/ReceiptPage").then((found) => ({ default: found.ReceiptPage })));

/** News to many: the list of them, one that is being made, or what became of one. */
export function BroadcastsPage() {
  const where = readWhere(usePlace().rest);
  if (where === null) return <NoSuchPage />;
  if (where.id !== null && where.step === RUNNING) {
    return (
      <Suspense fallback={<main className="page" aria-busy="true" />}>
        <ReceiptPage key={where.id} id={where.id} />
      </Suspense>
    );
  }
  return <BroadcastList />;
}

function NoSuchPage() {
  return (
    <main className="page">
      <h1>{i18n.t("There is no such page")}</h1>
      <button type="button" className="plain" onClick={toList}>
        {i18n.t("All broadcasts")}
      </button>
    </main>
  );
}
