import { i18n } from "@lingui/core";
import { localeName } from "../words/locales";
import type { Shown } from "./asked";
import { NumberLink } from "./Number";

interface Row {
  locale: string;
  variant: string;
  count: number;
}

interface Props {
  rows: readonly Row[];
  /** What is counted: what was tried again is one person, and several messages. People are links to who they are. */
  of: "people" | "messages";
  /** Written out, and adding up. */
  sums: readonly string[];
  shown?: Shown | null;
}

/** Return how a language is called, and the text where two went out. */
export const namedAs = (locale: string, variant: string) =>
  (locale === "" ? i18n.t("no longer kept in which language") : localeName(locale)) +
  (variant && ` · ${i18n.t("text {letter}", { letter: variant.toUpperCase() })}`);

/** A sum language by language, and text by text where two went out. */
export function Each({ rows, of, sums, shown = null }: Props) {
  if (rows.length < 2) return null;
  return (
    <ul className="each-cost">
      {rows.map(({ locale, variant, count }, place) => (
        <li key={`${locale} ${variant}`}>
          <span>{namedAs(locale, variant)}</span>
          {of === "people" ? (
            <NumberLink
              n={count}
              of={{ part: "accepted", reason: "", locale, variant }}
              shown={shown}
              says={namedAs(locale, variant)}
            >
              {i18n.t("{n, plural, one {# person} other {# people}}", { n: count })}
            </NumberLink>
          ) : (
            <span className="quiet">{i18n.t("{n, plural, one {# message} other {# messages}}", { n: count })}</span>
          )}
          <b>{sums[place]}</b>
        </li>
      ))}
    </ul>
  );
}
