import { i18n } from "@lingui/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { SmsCount } from "../composer/SmsCount";
import { fill } from "../composer/templates";
import { calledOf } from "../customers/people";
import { whyOf } from "../inbox/manyWords";
import { Paper } from "../shell/Paper";
import { asMessage } from "../words/message";
import { BROADCAST_KEYS, type Broadcast, calls, type Person } from "./calls";
import { filledFor, type Sources } from "./sources";
import { bodyFor, type Text } from "./texts";

interface Props {
  of: Broadcast;
  text: Text;
  people: readonly Person[];
}

/** The text as somebody of the audience reads it, in the phone's own bubble. */
export function PhonePreview({ of, text, people }: Props) {
  const sample = <OfSample of={of} text={text} person={people[0]} />;
  return of.missing.length === 0 ? <OfPerson of={of} meanwhile={sample} /> : sample;
}

/** The very words that one person after the other would get. */
function OfPerson({ of, meanwhile }: { of: Broadcast; meanwhile: ReactNode }) {
  const [place, setPlace] = useState<{ after?: number; before?: number }>({});
  const [wanted, setVariant] = useState<"a" | "b">("a");
  const variant = of.second ? wanted : undefined;
  const { data, error } = useQuery({
    queryKey: BROADCAST_KEYS.preview(of.id, of.version, JSON.stringify([place, variant])),
    queryFn: () => calls.preview(of.id, { ...place, ...(variant && { variant }) }),
    placeholderData: keepPreviousData,
  });
  if (!data) return error ? <p className="quiet">{error.message}</p> : meanwhile;
  const { customer, sms } = data;
  return (
    <aside className="phone-preview" aria-label={i18n.t("As it looks on a phone")}>
      {variant && (
        <div className="variants">
          <button type="button" className="plain" aria-pressed={variant === "a"} onClick={() => setVariant("a")}>
            {i18n.t("First text")}
          </button>
          <button type="button" className="plain" aria-pressed={variant === "b"} onClick={() => setVariant("b")}>
            {i18n.t("Second text")}
          </button>
        </div>
      )}
      <header>
        <button
          type="button"
          className="plain"
          disabled={!data.has_previous}
          aria-label={i18n.t("The person before")}
          onClick={() => setPlace({ before: customer.id })}
        >
          ←
        </button>
        <span role="status">{calledOf(customer)}</span>
        <button
          type="button"
          className="plain"
          disabled={!data.has_next}
          aria-label={i18n.t("The next person")}
          onClick={() => setPlace({ after: customer.id })}
        >
          →
        </button>
      </header>
      <Paper message={asMessage(data.text, data.footer, data.buttons, data.picture_url || null)} locale={data.locale} />
      {sms && (
        <p className="quiet">
          {i18n.t("As an SMS:")} <SmsCount text={sms.text} />
        </p>
      )}
      {data.reason && <p className="quiet">{i18n.t("Does not get it now: {why}", { why: whyOf(data) })}</p>}
    </aside>
  );
}

/** How it would look, where its gaps are not filled yet. */
function OfSample({ of, text, person }: { of: Broadcast; text: Text; person: Person | undefined }) {
  const body = bodyFor(text, person?.locale ?? null, of.fallback_locale);
  if (!body) return null;
  const sources = of.values as Sources;
  const values = Object.fromEntries(
    text.fields.map((name) => [name, filledFor(sources[name], { name: person?.name ?? "" })]),
  );
  return (
    <aside className="phone-preview" aria-label={i18n.t("As it looks on a phone")}>
      <Paper
        message={asMessage(fill(body.text, values), body.footer, body.buttons, text.picture)}
        locale={body.locale}
      />
    </aside>
  );
}
