import { i18n } from "@lingui/core";
import { localeName } from "../words/locales";

interface Row {
  locale: string;
  variant: string;
  count: number;
}

interface Props {
  rows: readonly Row[];
  /** What is counted: what was tried again is one person, and several messages. */
  of: "people" | "messages";
  /** Written out, and adding up. */
  sums: readonly string[];
}

/** A sum language by language, and text by text where two went out. */
export function Each({ rows, of, sums }: Props) {
  if (rows.length < 2) return null;
  return (
    <ul className="each-cost">
      {rows.map(({ locale, variant, count }, place) => (
        <li key={`${locale} ${variant}`}>
          <span>
            {locale === "" ? i18n.t("no longer kept in which language") : localeName(locale)}
            {variant && ` · ${i18n.t("text {letter}", { letter: variant.toUpperCase() })}`}
          </span>
          <span className="quiet">
            {of === "people"
              ? i18n.t("{n, plural, one {# person} other {# people}}", { n: count })
              : i18n.t("{n, plural, one {# message} other {# messages}}", { n: count })}
          </span>
          <b>{sums[place]}</b>
        </li>
      ))}
    </ul>
  );
}
