import { i18n } from "@lingui/core";
import { useId } from "react";
import { sum } from "../broadcasts/words";
import type { Discount, Fault } from "./calls";
import { Faults, marked } from "./Faults";
import { type Coupon, NO_COUPON, type Typed } from "./typed";
import { faultsAt } from "./words";

interface Props {
  typed: Typed;
  faults: readonly Fault[];
  discount: Discount | null;
  currency: string;
  change: (now: Typed) => void;
}

/** The coupon of a text: a flat amount, from which sum on, until when, by which code; and what it costs. */
export function CouponPart({ typed, faults, discount, currency, change }: Props) {
  const id = useId();
  const { coupon } = typed;
  const set = (one: Partial<Coupon>) => change({ ...typed, coupon: { ...NO_COUPON, ...coupon, ...one } });
  const box = (name: "amount" | "minimum" | "code" | "ends_on", label: string, type = "text") => (
    <div className="field">
      <label htmlFor={`${id}-${name}`}>{label}</label>
      <input
        id={`${id}-${name}`}
        type={type}
        inputMode={name === "amount" || name === "minimum" ? "decimal" : undefined}
        value={coupon?.[name] ?? ""}
        maxLength={40}
        {...marked(`${id}-${name}-wrong`, faultsAt(faults, "coupon", name))}
        onChange={(event) => set({ [name]: event.target.value })}
      />
      <Faults id={`${id}-${name}-wrong`} of={faultsAt(faults, "coupon", name)} />
    </div>
  );
  const unit = new Intl.NumberFormat("en", { style: "currency", currency }).formatToParts(0)[0]?.value ?? currency;
  return (
    <fieldset className="coupon-part">
      <legend>
        <label className="tick-line">
          <input
            type="checkbox"
            checked={coupon !== null}
            onChange={(event) => change({ ...typed, coupon: event.target.checked ? NO_COUPON : null })}
          />
          <span>{i18n.t("With a coupon")}</span>
        </label>
      </legend>
      {coupon && (
        <>
          <div className="coupon-fields">
            {box("amount", i18n.t("Takes off, in {unit}", { unit }))}
            {box("minimum", i18n.t("From a sum of, in {unit}", { unit }))}
            {box("ends_on", i18n.t("Last day"), "date")}
            <div className="field">
              <label htmlFor={`${id}-kind`}>{i18n.t("Codes")}</label>
              <select
                id={`${id}-kind`}
                value={coupon.kind}
                onChange={(event) => set({ kind: event.target.value as Coupon["kind"] })}
              >
                <option value="shared">{i18n.t("One code for all")}</option>
                <option value="each">{i18n.t("One for each person")}</option>
              </select>
            </div>
            {coupon.kind === "shared" && box("code", i18n.t("The code"))}
          </div>
          {discount && <p className="hint-line">{costSaid(discount, currency)}</p>}
        </>
      )}
    </fieldset>
  );
}

const MICROS = 10_000; // of a hundredth

function costSaid({ amount, average_order, orders, permille, reached }: Discount, currency: string): string {
  if (average_order === null || permille === null) {
    return i18n.t("What it costs cannot be said yet: there was no order in the last 90 days.");
  }
  return i18n.t(
    "{amount} is {percent} % of your average order of {average}, of {orders} orders in 90 days; {reached} % of them come up to the least sum.",
    {
      amount: sum(amount * MICROS, currency),
      percent: (permille / 10).toFixed(1),
      average: sum(average_order * MICROS, currency),
      orders,
      reached: Math.round((reached ?? 0) / 10),
    },
  );
}
