import { i18n } from "@lingui/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { customerDesk, PANEL_KEYS } from "../panel/customer";
import { OrderCard } from "../panel/OrderCard";

const MOST = 100;

/** The orders of a customer as beside the chat, the newest open; the older ones on demand. */
export function Orders({ of }: { of: number }) {
  const newest = useQuery({ queryKey: PANEL_KEYS.orders(of), queryFn: () => customerDesk.orders(of) }).data;
  const [asked, setAsked] = useState(false);
  const queryKey = [...PANEL_KEYS.orders(of), "all"];
  const all = useQuery({ queryKey, queryFn: () => customerDesk.orders(of, MOST), enabled: asked }).data;
  const orders = all ?? newest;
  if (orders?.length === 0) return <p className="quiet">{i18n.t("No order yet.")}</p>;
  return (
    <>
      {orders?.map((order, place) => (
        <OrderCard key={order.id} of={order} isOpen={place === 0} />
      ))}
      {!all && newest && newest.length === customerDesk.LATEST && (
        <button type="button" className="link" disabled={asked} onClick={() => setAsked(true)}>
          {i18n.t("Older orders")}
        </button>
      )}
    </>
  );
}
