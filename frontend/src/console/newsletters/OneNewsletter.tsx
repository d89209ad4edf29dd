import { i18n } from "@lingui/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { toStep } from "../broadcasts/where";
import { may, useMe } from "../session/session";
import { complain } from "../shell/toasts";
import { dateAndClock } from "../words/moments";
import { CloseDialog } from "./CloseDialog";
import { Issues } from "./Issues";
import { NewsletterForm } from "./NewsletterForm";
import { NEWSLETTER_KEYS, type NewsletterWhole, newsletterDesk } from "./newsletters";
import { WaysIn } from "./WaysIn";
import { channelName, languageName, peopleSaid } from "./words";

/** A newsletter: who gets it, how one subscribes, its issues, its names, and whether it is offered. */
export function OneNewsletter({ of }: { of: NewsletterWhole }) {
  const mayWrite = may(useMe(), "broadcasts.write");
  const [busy, setBusy] = useState(false);
  const write = () => {
    setBusy(true);
    const name = i18n.t("{name}, {when}", { name: of.name, when: dateAndClock(new Date().toISOString()) });
    newsletterDesk
      .write(of.id, name)
      .then(({ id }) => toStep(id, "who"), complain)
      .finally(() => setBusy(false));
  };
  return (
    <>
      {mayWrite && <Offered of={of} />}
      <section className="letter-part">
        <h2>{i18n.t("Who gets it")}</h2>
        <p className="head-count">{peopleSaid(of.people)}</p>
        {of.people === 0 && (
          <p className="quiet">
            {i18n.t("Nobody has subscribed yet: put the link or the code where your customers see it.")}
          </p>
        )}
        <ul className="letter-who">
          {of.subscribers.map((one) => (
            <li key={`${one.channel} ${one.locale}`}>
              <span>{channelName(one.channel)}</span>
              <span>{languageName(one.locale)}</span>
              <b>{one.people}</b>
            </li>
          ))}
        </ul>
        {of.people > 0 && (
          <p className="quiet">{i18n.t("Who has stopped all offers since is not counted, and gets nothing.")}</p>
        )}
      </section>
      <section className="letter-part">
        <header>
          <h2>{i18n.t("Issues")}</h2>
          {mayWrite && (
            <button type="button" className="primary" disabled={busy} onClick={write}>
              {i18n.t("Write an issue")}
            </button>
          )}
        </header>
        <Issues of={of.issues} />
      </section>
      <section className="letter-part">
        <h2>{i18n.t("How customers subscribe")}</h2>
        <WaysIn of={of.ways} closed={of.ended_at !== null} />
      </section>
      {mayWrite && (
        <section className="letter-part">
          <h2>{i18n.t("What it is called")}</h2>
          <NewsletterForm key={of.version} of={of} kept={() => undefined} />
        </section>
      )}
    </>
  );
}

/** The switch between offered and closed: closing says first what that means. */
function Offered({ of }: { of: NewsletterWhole }) {
  const queries = useQueryClient();
  const [closing, setClosing] = useState(false);
  const keep = (now: NewsletterWhole) => {
    queries.setQueryData(NEWSLETTER_KEYS.one(of.id), now);
    void queries.invalidateQueries({ queryKey: NEWSLETTER_KEYS.list, exact: true });
  };
  const offered = of.ended_at === null;
  return (
    <>
      <label className="letter-switch">
        <input
          type="checkbox"
          role="switch"
          checked={offered}
          aria-checked={offered}
          onChange={() => (offered ? setClosing(true) : void newsletterDesk.reopen(of.id).then(keep, complain))}
        />
        <span>
          {i18n.t("Customers can subscribe")}
          {!offered && (
            <small>{i18n.t("Closed: nobody is offered it. Who has it still gets what you send to it.")}</small>
          )}
        </span>
      </label>
      {closing && <CloseDialog of={of} keep={keep} shut={() => setClosing(false)} />}
    </>
  );
}
