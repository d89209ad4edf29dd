import { i18n } from "@lingui/core";
import { useId } from "react";
import { Field } from "../../session/Field";
import type { Faults } from "../faults";
import { linesOf, nameOf, type PriceLine, textOf } from "./prices";

const KINDS: Readonly<Record<string, () => string>> = {
  sms_segment: () => i18n.t("SMS, each part"),
  whatsapp_marketing: () => i18n.t("WhatsApp: advertising"),
  whatsapp_utility: () => i18n.t("WhatsApp: notices"),
  whatsapp_authentication: () => i18n.t("WhatsApp: codes to log in"),
  whatsapp_service: () => i18n.t("WhatsApp: answers within 24 hours"),
};

interface Props {
  label: string;
  text: string;
  wrong: Faults;
  change: (text: string) => void;
}

/** What messages cost by the shop's own contract: a line for each kind, and for each day on which it changes. */
export function PriceLines({ label, text, wrong, change }: Props) {
  const lines = linesOf(text);
  const put = (place: number, line: PriceLine) => change(textOf(lines.with(place, line)));
  const free = Object.keys(KINDS).find((kind) => lines.every(({ what }) => what !== kind)) ?? "sms_segment";
  return (
    <section className="whole price-lines" aria-label={label}>
      <p className="quiet">
        {i18n.t("Where it differs from the list prices, for messages to India, in rupees without GST.")}
      </p>
      <ul>
        {lines.map((line, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a line has no name of its own, and stands where it stands
          <li key={place} aria-label={(KINDS[line.what] ?? (() => line.what))()}>
            <Kind of={line} change={(what) => put(place, { ...line, what })} />
            <Field
              label={i18n.t("Price")}
              inputMode="decimal"
              autoComplete="off"
              value={line.price}
              wrong={wrong[nameOf(line)]}
              onChange={(event) => put(place, { ...line, price: event.target.value })}
            />
            <Field
              label={i18n.t("From")}
              type="date"
              value={line.since}
              hint={line.since ? "" : i18n.t("Empty: always")}
              onChange={(event) => put(place, { ...line, since: event.target.value })}
            />
            <button type="button" className="plain" onClick={() => change(textOf(lines.toSpliced(place, 1)))}>
              {i18n.t("Take out")}
            </button>
          </li>
        ))}
      </ul>
      <button
        type="button"
        className="plain"
        onClick={() => change(textOf([...lines, { what: free, since: "", price: "" }]))}
      >
        {i18n.t("Add a price")}
      </button>
      {wrong.prices && (
        <span className="wrong" role="alert">
          {wrong.prices}
        </span>
      )}
    </section>
  );
}

function Kind({ of, change }: { of: PriceLine; change: (what: string) => void }) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{i18n.t("Kind of message")}</label>
      <select id={id} value={of.what} onChange={(event) => change(event.target.value)}>
        {Object.entries(KINDS).map(([kind, say]) => (
          <option key={kind} value={kind}>
            {say()}
          </option>
        ))}
      </select>
    </div>
  );
}
