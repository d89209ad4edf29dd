import { i18n } from "@lingui/core";
import type { Broadcast, Receipt } from "../api/shapes";
import { inCoins, money, spread, toCoins } from "../words/money";
import type { Shown } from "./asked";
import { Bills, Sum } from "./Bill";
import { Each } from "./Each";

/** What it costs: by our estimate, and as Twilio billed it; each with and without GST. */
export function Costs({ broadcast, receipt, shown }: { broadcast: Broadcast; receipt: Receipt; shown: Shown | null }) {
  return (
    <section className="costs" aria-label={i18n.t("Cost")}>
      <h2>{i18n.t("Cost")}</h2>
      <div className="both-costs">
        <Estimated receipt={receipt} shown={shown} />
        <Bills receipt={receipt} />
      </div>
      {broadcast.budget_micros !== null && (
        <p className="quiet">{i18n.t("Budget: {sum}", { sum: money(broadcast.budget_micros, receipt.currency) })}</p>
      )}
    </section>
  );
}

function Estimated({ receipt, shown }: { receipt: Receipt; shown: Shown | null }) {
  const { cost_micros, accepted, currency, costs, estimate } = receipt;
  const [price, fee] = [toCoins(estimate.price_micros, currency), toCoins(estimate.fee_micros, currency)];
  const each = spread(
    price,
    costs.map((one) => one.cost_micros),
    currency,
  );
  return (
    <div className="estimate">
      <h3>{i18n.t("By our estimate")}</h3>
      <dl className="taxed">
        <dt>{i18n.t("WhatsApp or the network")}</dt>
        <dd data-cost={cost_micros}>{inCoins(price, currency)}</dd>
        <dt>{i18n.t("Twilio's own fee")}</dt>
        <dd>{inCoins(fee, currency)}</dd>
      </dl>
      <Sum plain={price + fee} tax={toCoins(estimate.tax_micros, currency)} currency={currency} counted="estimate" />
      {accepted > 0 && (
        <p className="quiet">
          {i18n.t("{sum} a message taken, without GST", { sum: money(estimate.micros / accepted, currency) })}
        </p>
      )}
      <Each
        of="people"
        rows={costs.map((one) => ({ ...one, count: one.accepted }))}
        shown={shown}
        sums={each.map((coins) => inCoins(coins, currency))}
      />
      <p className="quiet">
        {i18n.t("Counted from what was taken. WhatsApp takes nothing for what never arrived: the bill is mostly less.")}
      </p>
    </div>
  );
}
