import { i18n } from "@lingui/core";
import { useState } from "react";
import { langOf, Words } from "../../thread/words";
import { category, price, whyNot } from "../composer/templates";
import { LOCALES, localeName } from "../words/locales";
import { useList } from "./file/useList";
import { Gaps } from "./Gaps";
import { useOutlook } from "./PeopleCounted";
import { PhonePreview } from "./PhonePreview";
import { kept, type Sources } from "./sources";
import { type Text, useTexts } from "./texts";
import type { Draft } from "./useDraft";

/** The second step: the text, what fills its gaps, and how it looks on anybody's phone. */
export function WhatStep(draft: Draft) {
  const { of, save } = draft;
  const { all, error, currency } = useTexts();
  const [open, setOpen] = useState(of.key === "");
  if (error && !all) return <p className="wrong">{error.message}</p>;
  if (!all) return <p role="status">{i18n.t("One moment…")}</p>;
  const chosen = all.find((one) => one.key === of.key);
  const choose = (text: Text) => {
    setOpen(false);
    void save({ key: text.key, values: kept(of.values as Sources, text.fields) });
  };
  return (
    <>
      {(open || !chosen) && (
        <div className="choices-of-one">
          {all.length === 0 && <p className="hint-line">{i18n.t("There is no text yet that may go to many.")}</p>}
          {all.map((one) => (
            <TextChoice key={one.key} of={one} on={one.key === of.key} currency={currency} choose={() => choose(one)} />
          ))}
        </div>
      )}
      {chosen && !open && <Chosen {...draft} text={chosen} currency={currency} other={() => setOpen(true)} />}
    </>
  );
}

interface TextProps {
  of: Text;
  on: boolean;
  currency: string;
  choose: () => void;
}

function TextChoice({ of, on, currency, choose }: TextProps) {
  const body = of.bodies[0];
  if (!body) return null;
  return (
    <button type="button" className="choice-of-one text-choice" aria-pressed={on} onClick={choose}>
      <span>
        {of.name && <b>{of.name}</b>}
        <span className="preview" lang={langOf(body.text, body.locale)}>
          <Words text={body.text} />
        </span>
        <small>
          {category(of.category)} · {price(of.price_micros, currency)} ·{" "}
          {of.bodies.map((one) => localeName(one.locale)).join(", ")}
        </small>
        {!body.canSend && <small className="wrong">{whyNot(body.state)}</small>}
      </span>
    </button>
  );
}

interface ChosenProps extends Draft {
  text: Text;
  currency: string;
  other: () => void;
}

function Chosen({ of, save, text, currency, other }: ChosenProps) {
  const outlook = useOutlook(of.id).data;
  const people = outlook?.sample ?? [];
  const sources = of.values as Sources;
  const columns = useList(typeof of.audience.file === "number" ? of.audience.file : null).data?.columns ?? [];
  return (
    <div className="written">
      <div>
        <p className="text-about">
          {text.name && <b>{text.name}</b>} {category(text.category)} · {price(text.price_micros, currency)}{" "}
          <button type="button" className="link" onClick={other}>
            {i18n.t("Another text")}
          </button>
        </p>
        <Languages text={text} people={people} fallback={of.fallback_locale} />
        <label className="field">
          <span>{i18n.t("For people whose language has no text")}</span>
          <select
            value={of.fallback_locale ?? ""}
            onChange={(event) => void save({ fallback_locale: event.target.value || null })}
          >
            <option value="">{i18n.t("The shop's language")}</option>
            {LOCALES.map((locale) => (
              <option key={locale} value={locale}>
                {localeName(locale)}
              </option>
            ))}
          </select>
        </label>
        <Gaps
          fields={text.fields}
          sources={sources}
          people={people}
          columns={columns}
          save={(values) => void save({ values })}
        />
        <label className="tick-line">
          <input
            type="checkbox"
            checked={of.by_sms}
            onChange={(event) => void save({ by_sms: event.target.checked })}
          />
          <span>{i18n.t("By SMS to those whom WhatsApp does not reach")}</span>
        </label>
      </div>
      <PhonePreview of={of} text={text} people={people} />
    </div>
  );
}

interface LanguagesProps {
  text: Text;
  people: readonly { locale: string | null }[];
  fallback: string | null;
}

/** In which languages the text is there, whether each can leave, and whom the fallback hits. */
function Languages({ text, people, fallback }: LanguagesProps) {
  const known = text.bodies.map((one) => one.locale);
  const without = people.filter(({ locale }) => !known.includes(locale ?? "")).length;
  return (
    <>
      <ul className="languages" aria-label={i18n.t("Languages")}>
        {text.bodies.map((one) => (
          <li key={one.locale}>
            <span>{localeName(one.locale)}</span>{" "}
            {one.canSend ? (
              <small className="fine">{i18n.t("WhatsApp has approved it")}</small>
            ) : (
              <small className="wrong">{one.remedy || whyNot(one.state)}</small>
            )}
          </li>
        ))}
      </ul>
      {without > 0 && text.bodies.length > 1 && (
        <p className="quiet">
          {i18n.t("{n} of the first {all} people read it in {language}.", {
            n: without,
            all: people.length,
            language: fallback ? localeName(fallback) : i18n.t("the shop's language"),
          })}
        </p>
      )}
    </>
  );
}
