import { i18n } from "@lingui/core";
import { langOf } from "../../thread/words";
import { day } from "../words/moments";
import { useNow } from "../words/useNow";
import type { Order } from "./customer";
import { OrderActions } from "./OrderActions";
import { OrderAddress } from "./OrderAddress";
import { Sightings } from "./Sightings";
import { money, stage } from "./words";

/** An order as its customer is told of it, and what can be done about it. */
export function OrderCard({ of, isOpen }: { of: Order; isOpen: boolean }) {
  const now = useNow();
  const when = (on: string) => day(`${on}T12:00:00`, now);
  return (
    <details className="order" open={isOpen}>
      <summary>
        <b>{of.number}</b>
        <span className={of.late_days > 0 ? "chip late" : "chip"}>{stage(of.stage)}</span>
        <span className="sum">{money(of.total, of.currency)}</span>
      </summary>
      <p className="facts">
        {of.is_paid ? i18n.t("Paid") : null}
        {of.to_pay !== null && i18n.t("{sum} in cash at the door", { sum: money(of.to_pay, of.currency) })}
        {of.refund !== null && ` · ${i18n.t("Refund {sum}", { sum: money(of.refund, of.currency) })}`}
      </p>
      {of.late_days > 0 && (
        <p className="wrong">
          {i18n.t("{days, plural, one {# day late} other {# days late}}", { days: of.late_days })}
        </p>
      )}
      <p className="facts">
        {of.delivered_on
          ? i18n.t("Delivered {day}", { day: when(of.delivered_on) })
          : of.expected_on && i18n.t("Expected {day}", { day: when(of.expected_on) })}
      </p>
      <ul className="items">
        {of.items.map((item, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two lines of an order may say the same
          <li key={place}>
            {item.picture ? (
              <img src={item.picture} alt="" loading="lazy" />
            ) : (
              <span className="no-picture" aria-hidden="true" />
            )}
            <span lang={langOf(item.title, "en")}>
              {item.quantity > 1 && `${item.quantity} × `}
              {item.title}
            </span>
          </li>
        ))}
      </ul>
      {of.parcels.map((parcel) => (
        <Sightings key={parcel.id} of={parcel} />
      ))}
      {of.address.address && <OrderAddress of={of} />}
      {of.page && (
        <a href={of.page} target="_blank" rel="noopener noreferrer">
          {i18n.t("The customer's tracking page")}
        </a>
      )}
      <OrderActions of={of} />
    </details>
  );
}
