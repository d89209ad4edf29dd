import { i18n } from "@lingui/core";
import { localeName } from "../words/locales";

interface Row {
  locale: string;
  variant: string;
  count: number;
}

/** A sum language by language, and text by text where two went out; `sums` are written out and add up. */
export function Each({ rows, sums }: { rows: readonly Row[]; sums: readonly string[] }) {
  if (rows.length < 2) return null;
  return (
    <ul className="each-cost">
      {rows.map(({ locale, variant, count }, place) => (
        <li key={`${locale} ${variant}`}>
          <span>
            {locale === "" ? i18n.t("no longer kept in which language") : localeName(locale)}
            {variant && ` · ${i18n.t("text {letter}", { letter: variant.toUpperCase() })}`}
          </span>
          <span className="quiet">{i18n.t("{n, plural, one {# message} other {# messages}}", { n: count })}</span>
          <b>{sums[place]}</b>
        </li>
      ))}
    </ul>
  );
}
