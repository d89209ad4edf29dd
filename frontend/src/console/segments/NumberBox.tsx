import { i18n } from "@lingui/core";
import { useState } from "react";
import { MONTHS, monthName } from "../customers/birthdays";
import { useBuilding } from "./context";
import { minorOf, typedSum } from "./faults";
import type { FieldTold } from "./segments";
import type { Condition } from "./tree";

interface Props {
  of: Condition;
  field: FieldTold;
  said: string | undefined;
  change: (number: string) => void;
}

/** The number of a condition: a sum in the shop's currency, a month, or as it is. */
export function NumberBox({ of, field, said, change }: Props) {
  const { names } = useBuilding();
  const [typed, setTyped] = useState(() => typedSum(of.number));
  if (of.is === "in_month") {
    return (
      <select
        aria-label={i18n.t("Month")}
        aria-describedby={said}
        value={of.number}
        onChange={(event) => change(event.target.value)}
      >
        <option value="">{i18n.t("Choose…")}</option>
        {MONTHS.map((one) => (
          <option key={one} value={String(Number(one))}>
            {monthName(one)}
          </option>
        ))}
      </select>
    );
  }
  const isMoney = field.kind === "money";
  return (
    <span className="number-box">
      {isMoney && <span aria-hidden="true">{symbol(names.currency)}</span>}
      <input
        aria-label={isMoney ? i18n.t("Sum") : i18n.t("Number")}
        aria-invalid={said !== undefined}
        aria-describedby={said}
        inputMode={isMoney ? "decimal" : "numeric"}
        size={8}
        maxLength={15}
        value={isMoney ? typed : of.number}
        onChange={(event) => {
          setTyped(event.target.value);
          change(isMoney ? minorOf(event.target.value) : event.target.value);
        }}
      />
    </span>
  );
}

function symbol(currency: string): string {
  const parts = new Intl.NumberFormat("en-IN", { style: "currency", currency }).formatToParts(0);
  return parts.find((one) => one.type === "currency")?.value ?? currency;
}
