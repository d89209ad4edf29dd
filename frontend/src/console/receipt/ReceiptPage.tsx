import { i18n } from "@lingui/core";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { langOf } from "../../thread/words";
import { Refused } from "../api/problem";
import type { Broadcast, Receipt } from "../api/shapes";
import { toList } from "../broadcasts/where";
import { stateName } from "../broadcasts/words";
import { useCommands } from "../keys/commands";
import { BackButton } from "../shell/BackButton";
import { usePlace } from "../shell/place";
import { useNow } from "../words/useNow";
import { readShown, writeShown } from "./asked";
import { Costs } from "./Costs";
import { Outcomes } from "./Outcomes";
import { PeopleList } from "./PeopleList";
import { Progress } from "./Progress";
import { restAfter } from "./pace";
import { Reasons } from "./Reasons";
import { RECEIPT_KEYS, receipts } from "./receipts";
import { Steps } from "./Steps";
import { Sums } from "./Sums";
import "./receipt.css";

/** A broadcast that was started: how far it is, and what became of everybody. */
export function ReceiptPage({ id }: { id: number }) {
  const broadcast = useQuery({ queryKey: RECEIPT_KEYS.broadcast(id), queryFn: () => receipts.broadcast(id) });
  const receipt = useReceipt(id, broadcast.dataUpdatedAt);
  useCommands({ back: toList });
  const wrong = broadcast.error ?? receipt.error;
  const retry = () => void Promise.all([broadcast.refetch(), receipt.refetch()]);
  return (
    <main className="page receipt" aria-label={broadcast.data?.name ?? i18n.t("Broadcast")} data-broadcast={id}>
      <Head of={broadcast.data} />
      {wrong && !(broadcast.data && receipt.data) && <Missing error={wrong} retry={retry} />}
      {broadcast.data && receipt.data && <Told broadcast={broadcast.data} receipt={receipt.data} />}
    </main>
  );
}

/**
 * The receipt as it is now: counted anew when the live stream says that the broadcast moved, which `movedAt` tells; but
 * not before the last counting has had its rest, however many news there are.
 */
function useReceipt(id: number, movedAt: number) {
  const last = useRef({ took: 0, movedAt: 0 });
  const query = useQuery({
    queryKey: RECEIPT_KEYS.receipt(id),
    queryFn: async () => {
      const begun = performance.now();
      const told = await receipts.receipt(id);
      last.current.took = performance.now() - begun;
      return told;
    },
  });
  const { refetch, dataUpdatedAt, isFetching } = query;
  useEffect(() => {
    if (isFetching || movedAt <= dataUpdatedAt || movedAt === last.current.movedAt) return;
    const timer = window.setTimeout(
      () => {
        last.current.movedAt = movedAt;
        void refetch({ cancelRefetch: false });
      },
      Math.max(0, dataUpdatedAt + restAfter(last.current.took) - Date.now()),
    );
    return () => window.clearTimeout(timer);
  }, [movedAt, dataUpdatedAt, isFetching, refetch]);
  return query;
}

function Told({ broadcast, receipt }: { broadcast: Broadcast; receipt: Receipt }) {
  const now = useNow(5_000);
  const shown = readShown(usePlace().asked);
  return (
    <>
      <Progress broadcast={broadcast} receipt={receipt} now={now} />
      <Steps broadcast={broadcast} receipt={receipt} />
      {broadcast.began_at !== null && <Sums receipt={receipt} shown={shown} />}
      {shown && <PeopleList key={writeShown(shown)} id={broadcast.id} shown={shown} receipt={receipt} />}
      <Reasons receipt={receipt} shown={shown} />
      {broadcast.began_at !== null && <Costs broadcast={broadcast} receipt={receipt} shown={shown} />}
      <Outcomes broadcast={broadcast} />
    </>
  );
}

function Head({ of }: { of: Broadcast | undefined }) {
  const why = of?.says ?? "";
  return (
    <header className="receipt-head">
      <BackButton name={i18n.t("All broadcasts")} back={toList} />
      <h1 lang={of && langOf(of.name, "en")}>{of?.name ?? i18n.t("Broadcast")}</h1>
      {of && (
        <span className={`chip state ${of.state}`} role="status">
          {stateName(of.state)}
        </span>
      )}
      {why && <p className="hint-line">{why}</p>}
    </header>
  );
}

function Missing({ error, retry }: { error: Error; retry: () => void }) {
  const gone = error instanceof Refused && error.status === 404;
  return (
    <div className="empty" role="alert">
      <p>
        {gone ? i18n.t("There is no broadcast by this number.") : error.message || i18n.t("Dastak does not answer")}
      </p>
      <button type="button" className="plain" onClick={gone ? toList : retry}>
        {gone ? i18n.t("All broadcasts") : i18n.t("Try again")}
      </button>
    </div>
  );
}
