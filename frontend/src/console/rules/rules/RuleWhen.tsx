import { i18n } from "@lingui/core";
import { useQuery } from "@tanstack/react-query";
import { useId } from "react";
import { SEGMENT_KEYS, segmentDesk } from "../../segments/segments";
import { may, useMe } from "../../session/session";
import { useTyped } from "../../shell/typed";
import { asCount, Faults, faultsAt } from "../parts";
import type { Rule } from "./calls";
import { UNITS, unitName, unitOf } from "./words";

/** Where the fields of a rule say what is wrong. */
export const RULE_PLACES = ["/title", "/texts", "/delay_seconds", "/hours", "/segment"];
type Known = Pick<Rule, "delay_seconds" | "hours" | "segment">;

/** When a rule tells and to whom, as it is typed. */
export function useWhen(of: Known) {
  const unit: number = unitOf(of.delay_seconds);
  const [from = "", until = ""] = of.hours;
  const segment: Record<string, unknown> = of.segment;
  const { written, type, forget } = useTyped({ unit, count: String(of.delay_seconds / unit), from, until, segment });
  const hours = written.from || written.until ? [written.from, written.until] : [];
  const delay_seconds = asCount(written.count, written.unit);
  return { ...written, type, forget, body: { delay_seconds, hours, segment: written.segment } };
}

export function RuleWhen({ of, error }: { of: ReturnType<typeof useWhen>; error: unknown }) {
  const id = useId();
  const delay = faultsAt(error, "/delay_seconds");
  const hours = faultsAt(error, "/hours");
  return (
    <div className="rules-fields">
      <fieldset className="field">
        <legend>{i18n.t("How long after it happened")}</legend>
        <div className="rules-buttons">
          <input
            type="number"
            min={0}
            aria-label={i18n.t("Number")}
            aria-invalid={delay.length > 0}
            aria-describedby={`${id}-delay`}
            value={of.count}
            style={{ maxWidth: 96 }}
            onChange={(event) => of.type({ count: event.target.value })}
          />
          <select
            aria-label={i18n.t("Unit")}
            value={of.unit}
            style={{ maxWidth: 150 }}
            onChange={(event) => of.type({ unit: Number(event.target.value) })}
          >
            {UNITS.map((one) => (
              <option key={one} value={one}>
                {unitName(one)}
              </option>
            ))}
          </select>
        </div>
        <Faults id={`${id}-delay`} of={delay} />
      </fieldset>
      <fieldset className="field">
        <legend>{i18n.t("Only at these hours of the customer")}</legend>
        <div className="rules-buttons">
          <input
            type="time"
            aria-label={i18n.t("From")}
            aria-invalid={hours.length > 0}
            value={of.from}
            style={{ maxWidth: 130 }}
            onChange={(event) => of.type({ from: event.target.value })}
          />
          <input
            type="time"
            aria-label={i18n.t("Until")}
            aria-invalid={hours.length > 0}
            value={of.until}
            style={{ maxWidth: 130 }}
            onChange={(event) => of.type({ until: event.target.value })}
          />
        </div>
        <small>{i18n.t("Empty: at any hour that your shop keeps.")}</small>
        <Faults of={hours} />
      </fieldset>
      <Whom of={of} error={error} />
    </div>
  );
}

function Whom({ of, error }: { of: ReturnType<typeof useWhen>; error: unknown }) {
  const id = useId();
  const me = useMe();
  const all = useQuery({
    queryKey: SEGMENT_KEYS.list,
    queryFn: segmentDesk.list,
    enabled: may(me, "segments.read"),
  });
  const orders = of.segment.orders_at_least;
  const kept = of.segment.in_segment;
  const others = Object.keys(of.segment).filter((name) => !["orders_at_least", "in_segment"].includes(name));
  const set = (name: string, value: unknown) => {
    const { [name]: _, ...rest } = of.segment;
    of.type({ segment: value === undefined ? rest : { ...rest, [name]: value } });
  };
  return (
    <>
      <div className="field">
        <label htmlFor={`${id}s`}>{i18n.t("To whom")}</label>
        <select
          id={`${id}s`}
          value={kept === undefined ? "" : String(kept)}
          onChange={(event) => set("in_segment", event.target.value ? Number(event.target.value) : undefined)}
        >
          <option value="">{i18n.t("Everybody")}</option>
          {(all.data ?? []).map((one) => (
            <option key={one.id} value={one.id}>
              {one.name}
            </option>
          ))}
        </select>
        {others.length > 0 && <small>{i18n.t("Besides: {what}", { what: others.join(", ") })}</small>}
        <Faults of={faultsAt(error, "/segment")} />
      </div>
      <div className="field">
        <label htmlFor={`${id}o`}>{i18n.t("With at least so many orders")}</label>
        <input
          id={`${id}o`}
          type="number"
          min={0}
          value={orders === undefined ? "" : String(orders)}
          onChange={(event) => set("orders_at_least", event.target.value ? Number(event.target.value) : undefined)}
        />
      </div>
    </>
  );
}
