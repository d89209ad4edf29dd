import { i18n } from "@lingui/core";
import { langOf } from "../../thread/words";
import type { Template } from "../api/shapes";
import { localeName } from "../words/locales";
import { category, price, whyNot } from "./templates";

interface Props {
  of: readonly Template[];
  currency: string;
  empty: string;
  choose: (one: Template) => void;
}

/** Templates with their words, what each costs, and why one cannot be chosen. */
export function TemplateList({ of, currency, empty, choose }: Props) {
  return (
    <ul aria-label={i18n.t("Templates")}>
      {of.map((one) => (
        <li key={`${one.name} ${one.locale}`}>
          <button type="button" disabled={one.why_not !== null} onClick={() => choose(one)}>
            <span lang={langOf(one.body, one.locale)}>{one.body}</span>
            <small>
              {localeName(one.locale)} · {category(one.category)} · {price(one.price_micros, currency)}
            </small>
            {one.why_not && <small className="why-not">{whyNot(one.why_not)}</small>}
          </button>
        </li>
      ))}
      {empty && of.length === 0 && <li className="empty">{empty}</li>}
    </ul>
  );
}
