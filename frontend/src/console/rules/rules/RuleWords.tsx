import { i18n } from "@lingui/core";
import { useId, useState } from "react";
import { Field } from "../../session/Field";
import { useMe } from "../../session/session";
import { LOCALES, localeName } from "../../words/locales";
import { Faults, faultsAt, wrongAt } from "../parts";

interface Props {
  title: string;
  setTitle: (title: string) => void;
  texts: Readonly<Record<string, string>>;
  setTexts: (texts: Readonly<Record<string, string>>) => void;
  fields: readonly string[];
  error: unknown;
}

/** The title of a rule of one's own, and its words in each language. */
export function RuleWords({ title, setTitle, texts, setTexts, fields, error }: Props) {
  const id = useId();
  const me = useMe();
  const [locale, setLocale] = useState<string>(Object.keys(texts)[0] ?? me.staff.locale);
  const ofTexts = faultsAt(error, "/texts");
  const text = texts[locale] ?? "";
  return (
    <>
      <Field
        label={i18n.t("What you call it")}
        value={title}
        maxLength={80}
        wrong={wrongAt(error, "/title")}
        onChange={(event) => setTitle(event.target.value)}
      />
      <fieldset className="rules-tabs" aria-label={i18n.t("Language")}>
        {LOCALES.map((one) => (
          <button key={one} type="button" aria-pressed={one === locale} onClick={() => setLocale(one)}>
            {localeName(one)}
            {texts[one]?.trim() ? " •" : ""}
          </button>
        ))}
      </fieldset>
      <div className="field">
        <label htmlFor={`${id}w`}>{i18n.t("Its words")}</label>
        <textarea
          id={`${id}w`}
          lang={locale}
          rows={4}
          value={text}
          maxLength={1024}
          aria-invalid={ofTexts.length > 0}
          aria-describedby={`${id}ww`}
          onChange={(event) => setTexts({ ...texts, [locale]: event.target.value })}
        />
        <Faults id={`${id}ww`} of={ofTexts} />
      </div>
      <fieldset aria-label={i18n.t("Put in")} className="rules-vars">
        {fields.map((name) => (
          <button key={name} type="button" onClick={() => setTexts({ ...texts, [locale]: `${text}{${name}}` })}>
            {`{${name}}`}
          </button>
        ))}
      </fieldset>
      <small>{i18n.t("Your shop's language is needed. Who reads another one you leave out is told in that.")}</small>
    </>
  );
}
