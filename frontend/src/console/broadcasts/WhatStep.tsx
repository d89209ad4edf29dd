import { i18n } from "@lingui/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { category, price, whyNot } from "../composer/templates";
import { toText } from "../texts/where";
import { LOCALES, localeName } from "../words/locales";
import { BROADCAST_KEYS, calls } from "./calls";
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

interface ChosenProps extends Pick<Draft, "of" | "save"> {
  text: Text;
  all: readonly Text[];
  currency: string;
  other: () => void;
}

function Chosen({ of, save, text, all, currency, other }: ChosenProps) {
  const outlook = useOutlook(of.id).data;
  const people = outlook?.sample ?? [];
  const sources = of.values as Sources;
  const read = useQuery({
    queryKey: BROADCAST_KEYS.words(of.id, of.version),
    queryFn: () => calls.words(of.id),
    enabled: !of.missing.includes("audience"),
    placeholderData: keepPreviousData,
  }).data;
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
        <Languages text={text} read={read?.locales} />
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
          ofStock={text.stockFields}
          none={read && Object.fromEntries(read.empty.map(({ field, people: many }) => [field, many]))}
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
        <SecondText of={of} save={save} all={all} currency={currency} people={people} columns={columns} />
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
  /** How many of all people have a language, and in which they read it; undefined until that is counted. */
  read: Awaited<ReturnType<typeof calls.words>>["locales"] | undefined;
}

/** In which languages the text is there, whether each can leave, who reads it, and whom the fallback hits. */
function Languages({ text, read }: LanguagesProps) {
  const instead = read?.filter((one) => one.is_fallback) ?? [];
  const fallbacks = [...new Set(instead.map((one) => one.said_in))];
  const many = (locale: string, all = read ?? []) =>
    all.filter((one) => one.said_in === locale).reduce((sum, one) => sum + one.people, 0);
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
            {read && (
              <small className="quiet">
                {i18n.t("{n, plural, one {# person reads it} other {# people read it}}", { n: many(one.locale) })}
              </small>
            )}
          </li>
        ))}
      </ul>
      {text.bodies.length > 1 &&
        fallbacks.map((locale) => (
          <p key={locale} className="quiet">
            {i18n.t(
              "{n, plural, one {# person whose language has no text reads it in {language}.} other {# people whose language has no text read it in {language}.}}",
              { n: many(locale, instead), language: localeName(locale) },
            )}
          </p>
        ))}
    </>
  );
}
