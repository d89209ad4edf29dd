import { i18n } from "@lingui/core";
import { useQuery } from "@tanstack/react-query";
import type { ConversationWhole } from "../api/shapes";
import { go } from "../shell/place";
import { AskForOrder } from "./AskForOrder";
import { Consents, CustomerFacts, Past } from "./CustomerFacts";
import { customerDesk, PANEL_KEYS } from "./customer";
import { OrderCard } from "./OrderCard";
import { Requests } from "./Requests";
import { Section } from "./Section";

interface Props {
  of: ConversationWhole;
}

/** What is known of the customer beside the thread: orders first. Each section says by data-panel what it is. */
export function RightPanel({ of }: Props) {
  const id = of.customer_id;
  const orders = useQuery({ queryKey: PANEL_KEYS.orders(id), queryFn: () => customerDesk.orders(id) }).data;
  const requests = useQuery({ queryKey: PANEL_KEYS.requests(id), queryFn: () => customerDesk.requests(id) }).data;
  const person = useQuery({ queryKey: PANEL_KEYS.customer(id), queryFn: () => customerDesk.customer(id) }).data;
  const open = requests?.filter((one) => one.state === "open").length;
  return (
    <>
      <Section name="orders" title={i18n.t("Orders")} count={orders?.length}>
        {orders?.length === 0 && <p className="quiet">{i18n.t("No order yet.")}</p>}
        {orders?.length === 0 && of.order_question && <AskForOrder of={of} question={of.order_question} />}
        {orders?.map((order, place) => (
          <OrderCard key={order.id} of={order} isOpen={place === 0} />
        ))}
      </Section>
      {requests && requests.length > 0 && (
        <Section name="requests" title={i18n.t("Requests")} count={open}>
          <Requests of={requests} />
        </Section>
      )}
      {person && (
        <>
          <Section name="customer" title={i18n.t("Customer")}>
            <CustomerFacts of={person} />
            <button type="button" className="link" onClick={() => go({ page: "customers", rest: String(id) })}>
              {i18n.t("Open the customer")}
            </button>
          </Section>
          <Section name="consent" title={i18n.t("Consent")}>
            <Consents of={person} />
          </Section>
          {person.ratings.length + person.stretches.length > 0 && (
            <Section name="past" title={i18n.t("Before")}>
              <Past of={person} />
            </Section>
          )}
        </>
      )}
    </>
  );
}
