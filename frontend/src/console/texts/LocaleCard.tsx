import { i18n } from "@lingui/core";
import { useId, useRef } from "react";
import { langOf } from "../../thread/words";
import { localeName } from "../words/locales";
import type { Fault, Meaning } from "./calls";
import { Faults, marked } from "./Faults";
import { FieldMenu } from "./FieldMenu";
import { SmsPart } from "./SmsPart";
import type { Words } from "./typed";
import { faultsAt, MEANS } from "./words";

interface Props {
  locale: string;
  words: Words;
  buttons: readonly Meaning[];
  stop: string;
  coupon: boolean;
  faults: readonly Fault[];
  change: (change: Partial<Words>) => void;
  looked: () => void;
  fixed: boolean;
  /** Undefined for the only language. */
  remove: (() => void) | undefined;
}

const fieldsOf = (text: string) => [...new Set([...text.matchAll(/\{\{(\w+)\}\}/g)].map((one) => one[1] ?? ""))];

/** A text in one language: what it says, its buttons, its last line, and what leaves by SMS. */
export function LocaleCard({ locale, words, buttons, stop, coupon, faults, change, looked, fixed, remove }: Props) {
  const id = useId();
  const box = useRef<HTMLTextAreaElement>(null);
  const at = (...path: readonly (string | number)[]) => faultsAt(faults, "texts", locale, ...path);
  const insert = (name: string) => {
    const { selectionStart = words.body.length, selectionEnd = words.body.length } = box.current ?? {};
    const field = `{{${name}}}`;
    change({ body: words.body.slice(0, selectionStart) + field + words.body.slice(selectionEnd) });
    requestAnimationFrame(() => {
      box.current?.focus();
      box.current?.setSelectionRange(selectionStart + field.length, selectionStart + field.length);
    });
  };
  const retitle = (place: number, title: string) =>
    change({ titles: buttons.map((_, other) => (other === place ? title : (words.titles[other] ?? ""))) });
  const body = at("body");
  return (
    <section className="locale-card" data-locale={locale} aria-labelledby={`${id}-name`} onFocus={looked}>
      <header>
        <h3 id={`${id}-name`}>{localeName(locale)}</h3>
        {remove && (
          <button
            type="button"
            className="link"
            aria-label={i18n.t("Leave {language} out", { language: localeName(locale) })}
            onClick={remove}
          >
            {i18n.t("Leave out")}
          </button>
        )}
      </header>
      <div className="field">
        <label htmlFor={`${id}-body`}>{i18n.t("What it says")}</label>
        <textarea
          id={`${id}-body`}
          ref={box}
          rows={7}
          maxLength={4000}
          value={words.body}
          lang={langOf(words.body, locale)}
          {...marked(`${id}-body-wrong`, body)}
          onChange={(event) => change({ body: event.target.value })}
        />
        <div className="body-tools">
          {!fixed && <FieldMenu used={fieldsOf(words.body)} coupon={coupon} insert={insert} />}
          <small>{i18n.t("{n, plural, one {# letter} other {# letters}}", { n: words.body.length })}</small>
        </div>
        <Faults id={`${id}-body-wrong`} of={body} />
      </div>
      {buttons.map((means, place) => {
        const wrong = [
          ...at("titles", place),
          ...(place === 0 ? faults.filter(({ pointer }) => pointer === `/texts/${locale}/titles`) : []),
        ];
        return (
          <div className="field" key={means}>
            <label htmlFor={`${id}-title-${place}`}>{i18n.t("Button: {means}", { means: MEANS[means]() })}</label>
            <input
              id={`${id}-title-${place}`}
              value={words.titles[place] ?? ""}
              maxLength={60}
              lang={langOf(words.titles[place] ?? "", locale)}
              {...marked(`${id}-title-${place}-wrong`, wrong)}
              onChange={(event) => retitle(place, event.target.value)}
            />
            <Faults id={`${id}-title-${place}-wrong`} of={wrong} />
          </div>
        );
      })}
      <p className="stop-line">
        <span className="stop-title" lang={langOf(stop, locale)}>
          {stop}
        </span>{" "}
        <small>{i18n.t("stands below each text: it stops offers and cannot be taken away")}</small>
      </p>
      <div className="field">
        <label htmlFor={`${id}-footer`}>{i18n.t("Small line at the end, if you like")}</label>
        <input
          id={`${id}-footer`}
          value={words.footer}
          maxLength={200}
          lang={langOf(words.footer, locale)}
          {...marked(`${id}-footer-wrong`, at("footer"))}
          onChange={(event) => change({ footer: event.target.value })}
        />
        <Faults id={`${id}-footer-wrong`} of={at("footer")} />
      </div>
      <SmsPart id={id} locale={locale} words={words} faults={[...at("sms"), ...at("dlt")]} change={change} />
    </section>
  );
}
