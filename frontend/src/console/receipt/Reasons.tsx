import { i18n } from "@lingui/core";
import type { Receipt } from "../api/shapes";
import type { Shown } from "./asked";
import { NumberLink } from "./Number";
import type { Reason } from "./receipts";
import { byPart } from "./sums";
import { partName, retryName } from "./words";

/** Each reason with its number, its sentence and what to do; those that ask for something first. */
export function Reasons({ receipt, shown }: { receipt: Receipt; shown: Shown | null }) {
  if (receipt.reasons.length === 0) return null;
  return (
    <section className="reasons" aria-label={i18n.t("Reasons")}>
      <h2>{i18n.t("Reasons")}</h2>
      {byPart(receipt.reasons).map(([part, reasons]) => (
        <div key={part} className="reasons-of">
          <h3>{partName(part)}</h3>
          <ul>
            {reasons.map((one) => (
              <Told key={one.reason} of={one} shown={shown} />
            ))}
          </ul>
        </div>
      ))}
    </section>
  );
}

function Told({ of, shown }: { of: Reason; shown: Shown | null }) {
  const { says, advice } = of;
  return (
    <li data-reason={of.reason}>
      <NumberLink n={of.count} of={{ part: of.part, reason: of.reason }} shown={shown} says={says} />
      <p>
        {says} <span className="quiet">{advice}</span>{" "}
        <span className={`chip retry ${of.retry === "never" ? "no" : "yes"}`}>{retryName(of.retry)}</span>
      </p>
    </li>
  );
}
