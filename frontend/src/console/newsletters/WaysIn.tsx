import { i18n } from "@lingui/core";
import { useState } from "react";
import { complain, tell } from "../shell/toasts";
import type { Way } from "./newsletters";
import { languageName } from "./words";

interface Props {
  of: readonly Way[];
  closed: boolean;
}

/** What customers send to subscribe, and the link and the code that write it for them, in one language at a time. */
export function WaysIn({ of, closed }: Props) {
  const [locale, setLocale] = useState(() => (of.some((one) => one.locale === i18n.locale) ? i18n.locale : "en"));
  const way = of.find((one) => one.locale === locale);
  if (!way) return null;
  const copy = () =>
    navigator.clipboard.writeText(way.link).then(() => tell({ text: i18n.t("Copied"), seconds: 3 }), complain);
  return (
    <>
      <p className="quiet">
        {closed
          ? i18n.t("It is closed: whoever sends these words is told that it is no longer sent.")
          : i18n.t(
              "They send these words; the link and the code open WhatsApp with them written. They are asked once, and a tap subscribes. Who says that they want offers is asked too.",
            )}
      </p>
      <label className="field">
        <span>{i18n.t("Language")}</span>
        <select value={locale} onChange={(event) => setLocale(event.target.value)}>
          {of.map((one) => (
            <option key={one.locale} value={one.locale}>
              {languageName(one.locale)}
            </option>
          ))}
        </select>
      </label>
      <blockquote className="letter-words" lang={locale}>
        {way.words}
      </blockquote>
      {way.link === "" ? (
        <p className="hint-line">{i18n.t("The shop has no WhatsApp number yet: without it there is no link.")}</p>
      ) : (
        <div className="letter-link">
          <img src={way.code} width="164" height="164" alt={i18n.t("QR code of the link")} />
          <div>
            <a className="link" href={way.link} target="_blank" rel="noopener noreferrer">
              {i18n.t("Open the link")}
            </a>
            <code>{way.link}</code>
            <div className="letter-buttons">
              <button type="button" className="plain" onClick={() => void copy()}>
                {i18n.t("Copy the link")}
              </button>
              <a className="plain" href={way.code} download={`newsletter-${locale}.svg`}>
                {i18n.t("Save the code")}
              </a>
            </div>
          </div>
        </div>
      )}
    </>
  );
}
