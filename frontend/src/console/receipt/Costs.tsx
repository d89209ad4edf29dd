import { i18n } from "@lingui/core";
import type { Broadcast, Receipt } from "../api/shapes";
import { price } from "../composer/templates";
import { localeName } from "../words/locales";

/** What it costs, and what of that is told by whom. */
export function Costs({ broadcast, receipt }: { broadcast: Broadcast; receipt: Receipt }) {
  const { cost_micros, accepted, currency } = receipt;
  return (
    <section className="costs" aria-label={i18n.t("Cost")}>
      <h2>{i18n.t("Cost")}</h2>
      <p>
        <b data-cost={cost_micros}>{price(cost_micros, currency)}</b>{" "}
        {accepted > 0 && (
          <span className="quiet">
            {i18n.t("{sum} a message taken", { sum: price(cost_micros / accepted, currency) })}
          </span>
        )}
      </p>
      <Each receipt={receipt} />
      {broadcast.budget_micros !== null && (
        <p className="quiet">{i18n.t("Budget: {sum}", { sum: price(broadcast.budget_micros, currency) })}</p>
      )}
      <p className="quiet">
        {i18n.t("Counted from what was taken, without GST: what Twilio bills replaces the estimate once it is known.")}
      </p>
    </section>
  );
}

/** What it costs language by language, and text by text where two went out. */
function Each({ receipt: { costs, currency } }: { receipt: Receipt }) {
  if (costs.length < 2) return null;
  return (
    <ul className="each-cost">
      {costs.map(({ locale, variant, accepted, cost_micros }) => (
        <li key={`${locale} ${variant}`}>
          <span>
            {locale === "" ? i18n.t("no longer kept in which language") : localeName(locale)}
            {variant && ` · ${i18n.t("text {letter}", { letter: variant.toUpperCase() })}`}
          </span>
          <span className="quiet">{i18n.t("{n, plural, one {# message} other {# messages}}", { n: accepted })}</span>
          <b>{price(cost_micros, currency)}</b>
        </li>
      ))}
    </ul>
  );
}
