import { i18n } from "@lingui/core";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { Icon } from "../../thread/icons";
import { langOf } from "../../thread/words";
import { Refused } from "../api/problem";
import { runCommand } from "../keys/commands";
import { withKey } from "../keys/table";
import { Consents, CustomerFacts, Past } from "../panel/CustomerFacts";
import { type Customer, customerDesk, PANEL_KEYS } from "../panel/customer";
import { Requests } from "../panel/Requests";
import { Section } from "../panel/Section";
import { go } from "../shell/place";
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
      <header className="person-head">
        <button
          type="button"
          className="round"
          aria-label={i18n.t("All customers")}
          title={withKey("back", i18n.t("All customers"))}
          onClick={() => void runCommand("back")}
        >
          <Icon name="back" />
        </button>
        <div className="person-name">
          <h1 lang={langOf(name, person.data?.locale ?? "en")}>{name || " "}</h1>
        </div>
        {person.data && <ToConversation of={person.data} />}
      </header>
      {person.isError && <Missing error={person.error} retry={() => void person.refetch()} />}
      {person.data && <Body of={person.data} />}
    </section>
  );
}

/** Their conversation: one, whatever the channel, where they have written last. */
function ToConversation({ of }: { of: Customer }) {
  const id = of.conversation_ids.at(-1);
  if (id === undefined) return null;
  return (
    <a
      className="plain"
      href={`/console/inbox/all/${id}`}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey) return;
        event.preventDefault();
        go({ page: "inbox", folder: "all", view: null, query: "", sort: null, id, rest: "" });
      }}
    >
      <Icon name="reply" />
      {i18n.t("Open the conversation")}
    </a>
  );
}

function Body({ of }: { of: Customer }) {
  const requests = useQuery({ queryKey: PANEL_KEYS.requests(of.id), queryFn: () => customerDesk.requests(of.id) }).data;
  const open = requests?.filter((one) => one.state === "open").length;
  return (
    <div className="person-body">
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
      ) : (
        !gone && (
          <button type="button" className="plain" onClick={retry}>
            {i18n.t("Try again")}
          </button>
        )
      )}
    </div>
  );
}
