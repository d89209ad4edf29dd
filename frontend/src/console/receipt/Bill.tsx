import { i18n } from "@lingui/core";
import { dayOf } from "../words/moments";
import { inCoins, money, spread, toCoins } from "../words/money";
import { Each } from "./Each";
import type { Bill, Receipt } from "./receipts";
import { count } from "./words";

/** What Twilio has billed so far, in its currency and about in the shop's, and what is outstanding. */
export function Bills({ receipt }: { receipt: Receipt }) {
  const { billed, billable, outstanding, billed_elsewhere: elsewhere } = receipt;
  if (billable === 0) return null;
  return (
    <div className="bill" data-outstanding={outstanding}>
      <h3>{i18n.t("As Twilio billed it")}</h3>
      <p>
        {i18n.t("Billed so far for {n} of {total} messages.", {
          n: count(billable - outstanding),
          total: count(billable),
        })}{" "}
        {outstanding > elsewhere && (
          <span className="quiet">
            {i18n.t("Twilio tells it minutes to hours later; it is asked every ten minutes for four days.")}
          </span>
        )}
      </p>
      {elsewhere > 0 && (
        <p>
          {i18n.t(
            "{n, plural, one {# message is} other {# messages are}} not billed here: sent by an account at Twilio that you have left. Its own bill has the price.",
            { n: elsewhere },
          )}
        </p>
      )}
      {billed.map((one) => (
        <Billed key={one.unit} of={one} currency={receipt.currency} />
      ))}
    </div>
  );
}

function Billed({ of, currency }: { of: Bill; currency: string }) {
  const { unit, micros, tax_micros, converted, shares } = of;
  const plain = toCoins(micros, unit);
  const tax = toCoins(tax_micros, unit);
  return (
    <>
      <Sum plain={plain} tax={tax} currency={unit} counted="billed" />
      {converted && (
        <>
          <Sum
            plain={toCoins(converted.micros, currency)}
            tax={toCoins(converted.tax_micros, currency)}
            currency={currency}
            counted="converted"
          />
          <p className="quiet">
            {i18n.t("About, at {rate} for one {unit}: {source}.", {
              rate: money(converted.rate_micros, currency),
              unit,
              source: `${dayOf(converted.rate_on)}, ${converted.rate_source}`,
            })}
          </p>
        </>
      )}
      <Each
        of="messages"
        rows={shares.map((one) => ({ ...one, count: one.messages }))}
        sums={spread(
          plain,
          shares.map((one) => one.micros),
          unit,
        ).map((coins) => inCoins(coins, unit))}
      />
    </>
  );
}

/** A sum without GST, the GST, and both together, as they add up. */
export function Sum({
  plain,
  tax,
  currency,
  counted,
}: {
  plain: number;
  tax: number;
  currency: string;
  counted: string;
}) {
  return (
    <dl className="taxed" data-sum-of={counted}>
      <dt>{i18n.t("Without GST")}</dt>
      <dd>{inCoins(plain, currency)}</dd>
      <dt>{i18n.t("GST")}</dt>
      <dd>{inCoins(tax, currency)}</dd>
      <dt>{i18n.t("With GST")}</dt>
      <dd>
        <b>{inCoins(plain + tax, currency)}</b>
      </dd>
    </dl>
  );
}
