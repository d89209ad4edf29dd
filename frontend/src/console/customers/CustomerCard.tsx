import { i18n } from "@lingui/core";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { Refused } from "../api/problem";
import { Consents, CustomerFacts, Past } from "../panel/CustomerFacts";
import { type Customer, customerDesk, PANEL_KEYS } from "../panel/customer";
import { Requests } from "../panel/Requests";
import { Section } from "../panel/Section";
import { go } from "../shell/place";
import { ConsentWords } from "./ConsentWords";
import { CustomerHead } from "./CustomerHead";
import { Codes, Notes } from "./Kept";
import { Orders } from "./Orders";
import { calledOf } from "./people";

/** All of one customer, in a page of its own. */
export function CustomerCard({ id }: { id: number }) {
  const person = useQuery({ queryKey: PANEL_KEYS.customer(id), queryFn: () => customerDesk.customer(id) });
  const card = useRef<HTMLElement>(null);
  useEffect(() => card.current?.focus(), []);
  const name = person.data ? calledOf(person.data) : "";
  return (
    <section
      className="person"
      ref={card}
      tabIndex={-1}
      aria-label={name || i18n.t("Customer")}
      aria-busy={person.isPending}
    >
      <CustomerHead of={person.data} />
      {person.isError && <Missing error={person.error} retry={() => void person.refetch()} />}
      {person.data && <Body of={person.data} />}
    </section>
  );
}

function Body({ of }: { of: Customer }) {
  const requests = useQuery({ queryKey: PANEL_KEYS.requests(of.id), queryFn: () => customerDesk.requests(of.id) }).data;
  const open = requests?.filter((one) => one.state === "open").length;
  return (
    <div className="person-body">
      {of.forgotten && (
        <p className="hint-line" role="status">
          {i18n.t("This customer was forgotten: what is left here are figures, without a person.")}
        </p>
      )}
      <div>
        <Section name="orders" title={i18n.t("Orders")}>
          <Orders of={of.id} />
        </Section>
        {requests && requests.length > 0 && (
          <Section name="requests" title={i18n.t("Requests")} count={open}>
            <Requests of={requests} />
          </Section>
        )}
        {of.notes.length > 0 && (
          <Section name="notes" title={i18n.t("Notes")} count={of.notes.length}>
            <Notes of={of.notes} />
          </Section>
        )}
      </div>
      <div>
        <Section name="customer" title={i18n.t("Customer")}>
          <CustomerFacts of={of} />
        </Section>
        <Section name="consent" title={i18n.t("Consent")}>
          <Consents of={of} />
          <ConsentWords of={of.words} />
        </Section>
        {of.codes.length > 0 && (
          <Section name="codes" title={i18n.t("Codes")} count={of.codes.length}>
            <Codes of={of.codes} />
          </Section>
        )}
        {of.ratings.length + of.stretches.length > 0 && (
          <Section name="past" title={i18n.t("Before")}>
            <Past of={of} />
          </Section>
        )}
      </div>
    </div>
  );
}

/** No such customer, or no answer: what is the matter, and what to do. */
function Missing({ error, retry }: { error: Error; retry: () => void }) {
  const gone = error instanceof Refused && error.status === 404;
  const into = /\/customers\/(\d+)\.$/.exec(error.message)?.[1];
  return (
    <div className="empty" role="alert">
      <p>
        {into
          ? i18n.t("These two became one customer.")
          : gone
            ? i18n.t("There is no customer by this number.")
            : error.message || i18n.t("Dastak does not answer")}
      </p>
      {into ? (
        <button type="button" className="plain" onClick={() => go({ rest: into }, true)}>
          {i18n.t("Open the customer")}
        </button>
      ) : gone ? (
        <button type="button" className="plain" onClick={() => go({ rest: "" })}>
          {i18n.t("All customers")}
        </button>
      ) : (
        <button type="button" className="plain" onClick={retry}>
          {i18n.t("Try again")}
        </button>
      )}
    </div>
  );
}
