import { i18n } from "@lingui/core";
import { lazy, Suspense, useEffect } from "react";
import { usePlace } from "../shell/place";
import { BroadcastList } from "./BroadcastList";
import { useNewBroadcast } from "./useNewBroadcast";
import { Wizard } from "./Wizard";
import { RUNNING, readWhere, toList, toStep } from "./where";

const ReceiptPage = lazy(() => import("../receipt/ReceiptPage").then((found) => ({ default: found.ReceiptPage })));

/** News to many: the list of them, one that is being made, or what became of one. */
export function BroadcastsPage() {
  const where = readWhere(usePlace().rest);
  if (where === null) return <NoSuchPage />;
  const { id, step } = where;
  if (step === "new") return <New />;
  if (id === null) return <BroadcastList />;
  if (step === "") return <Moved id={id} />;
  if (step !== RUNNING) return <Wizard key={id} id={id} step={step} />;
  return (
    <Suspense fallback={<main className="page" aria-busy="true" />}>
      <ReceiptPage key={id} id={id} />
    </Suspense>
  );
}

/** An address that begins a broadcast. */
function New() {
  const { replace } = useNewBroadcast();
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, however often it is drawn
  useEffect(replace, []);
  return <main className="page" aria-busy="true" />;
}

/** The address of a broadcast without a step: its first one, which leads on where it was started. */
function Moved({ id }: { id: number }) {
  useEffect(() => toStep(id, "who", true), [id]);
  return <main className="page" aria-busy="true" />;
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
