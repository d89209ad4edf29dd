import { i18n } from "@lingui/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { langOf } from "../../thread/words";
import { complain, tell } from "../shell/toasts";
import { dateAndClock } from "../words/moments";
import { ActionDialog } from "./ActionDialog";
import { customerDesk, type Offered, type Order, PANEL_KEYS } from "./customer";
import { actionName } from "./words";

/** Return the address of a place on a map that anybody may open. */
export const mapOf = (place: { latitude: number; longitude: number }) =>
  `https://www.openstreetmap.org/?mlat=${place.latitude}&mlon=${place.longitude}`;

/** Where an order goes, whether its customer was asked if that is right, and where they said they are. */
export function OrderAddress({ of }: { of: Order }) {
  const { address } = of;
  const [chosen, setChosen] = useState<Offered["actions"][number] | null>(null);
  const queries = useQueryClient();
  const ask = async () => {
    const queryKey = [...PANEL_KEYS.actions(of.id), of.stage];
    const { actions } = await queries.fetchQuery({ queryKey, queryFn: () => customerDesk.actions(of.id) });
    const found = actions.find((one) => one.action === "check_address");
    if (found) setChosen(found);
    else tell({ text: i18n.t("As this order stands, its address cannot be checked.") });
  };
  return (
    <>
      <address lang={langOf(address.address, "en")}>
        {[address.name, address.address, address.city, address.pin].filter(Boolean).join(", ")}
      </address>
      {address.asked_at && (
        <p className="facts">
          {i18n.t("They were asked to check it: {time}", { time: dateAndClock(address.asked_at) })}
        </p>
      )}
      {address.place && (
        <a href={mapOf(address.place)} target="_blank" rel="noopener noreferrer">
          {i18n.t("The location they sent")}
          {address.place.address && `: ${address.place.address}`}
        </a>
      )}
      {!of.delivered_on && !of.cancelled_on && (
        <button type="button" className="plain" onClick={() => void ask().catch(complain)}>
          {actionName("check_address")}
        </button>
      )}
      <ActionDialog of={of} chosen={chosen} close={() => setChosen(null)} />
    </>
  );
}
