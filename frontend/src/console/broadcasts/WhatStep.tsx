import { i18n } from "@lingui/core";
import { useState } from "react";
import { category, price, whyNot } from "../composer/templates";
import { toText } from "../texts/where";
import { LOCALES, localeName } from "../words/locales";
import { useList } from "./file/useList";
import { Gaps } from "./Gaps";
import { useOutlook } from "./PeopleCounted";
import { PhonePreview } from "./PhonePreview";
import { SecondText } from "./SecondText";
import { kept, type Sources } from "./sources";
import { TextChoice } from "./TextChoice";
import { type Text, useTexts } from "./texts";
import type { Draft } from "./useDraft";
import { count } from "./words";

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
          <p>
            <button type="button" className="plain" onClick={() => toText("new", { broadcast: of.id, second: false })}>
              {i18n.t("Write a text of your own")}
            </button>
          </p>
        </div>
      )}
      {chosen && !open && <Chosen {...draft} text={chosen} all={all} currency={currency} other={() => setOpen(true)} />}
    </>
  );
}

interface ChosenProps extends Draft {
  text: Text;
  all: readonly Text[];
  currency: string;
  other: () => void;
}

function Chosen({ of, save, saving, text, all, currency, other }: ChosenProps) {
  const outlook = useOutlook(of.id).data;
  const people = outlook?.sample ?? [];
  const sources = of.values as Sources;
  const columns = useList(typeof of.audience.file === "number" ? of.audience.file : null).data?.columns ?? [];
  return (
    <div className="written">
      <div>
        <p className="text-about">
          {text.name && <b>{text.name}</b>} {category(text.category)} ·{" "}
          {i18n.t("{price} a message", { price: price(text.price_micros, currency) })}{" "}
          <button type="button" className="link" onClick={other}>
            {i18n.t("Another text")}
          </button>{" "}
          {text.id !== null && (
            <button
              type="button"
              className="link"
              onClick={() => text.id && toText(text.id, { broadcast: of.id, second: false })}
            >
              {i18n.t("Change its words")}
            </button>
          )}
        </p>
        {text.codes !== null && <Codes left={text.codes} people={outlook?.most} />}
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
        <SecondText
          of={of}
          save={save}
          saving={saving}
          all={all}
          currency={currency}
          people={people}
          columns={columns}
        />
      </div>
      <PhonePreview of={of} text={text} people={people} />
    </div>
  );
}

/** How many codes are left for how many people. */
function Codes({ left, people }: { left: number; people: number | undefined }) {
  if (people === undefined || left >= people) {
    return <p className="quiet">{i18n.t("{n} codes left", { n: count(left) })}</p>;
  }
  return (
    <p className="wrong">
      {i18n.t("{n} codes are left for {people} people: who comes when none is left gets nothing.", {
        n: count(left),
        people: count(people),
      })}
    </p>
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
              <small className="wrong">{whyNot(one.state)}</small>
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
