import { i18n } from "@lingui/core";
import { birthdaySaid } from "../customers/birthdays";
import { localeName } from "../words/locales";
import { dateAndClock } from "../words/moments";
import type { Customer } from "./customer";
import { channelName, money, purposeName } from "./words";

/** Who the customer is: how they are reached, what they speak, what they bought. */
export function CustomerFacts({ of }: { of: Customer }) {
  return (
    <dl className="facts">
      {of.phones.map((phone) => (
        <Fact key={phone} name={i18n.t("Phone")} value={phone} />
      ))}
      {of.phones.length === 0 && <Fact name={i18n.t("Phone")} value={i18n.t("number hidden")} />}
      {of.handles.map((handle) => (
        <Fact key={handle} name="WhatsApp" value={handle} />
      ))}
      {of.email && <Fact name={i18n.t("E-mail")} value={of.email} />}
      {of.locale && <Fact name={i18n.t("Language")} value={localeName(of.locale)} />}
      {of.birthday && <Fact name={i18n.t("Birthday")} value={birthdaySaid(of.birthday)} />}
      {of.bought.map((sum) => (
        <Fact
          key={sum.currency}
          name={i18n.t("Bought")}
          value={i18n.t("{n, plural, one {# order} other {# orders}}, {sum}", {
            n: sum.orders,
            sum: money(sum.total, sum.currency),
          })}
        />
      ))}
      <Fact name={i18n.t("Points")} value={String(of.points)} />
    </dl>
  );
}

/** What they agreed to and what they stopped, on each channel. */
export function Consents({ of }: { of: Customer }) {
  const said = of.consents.filter((one) => one.agreed !== null);
  if (said.length === 0) return <p className="quiet">{i18n.t("Nothing said: no offers are sent.")}</p>;
  return (
    <dl className="facts">
      {said.map((one) => (
        <Fact
          key={`${one.channel} ${one.purpose}`}
          name={`${channelName(one.channel)}, ${purposeName(one.purpose)}`}
          value={[one.agreed ? i18n.t("yes") : i18n.t("stopped"), one.at && dateAndClock(one.at)]
            .filter(Boolean)
            .join(" · ")}
        />
      ))}
    </dl>
  );
}

/** Stars they gave, and the times a person was needed. */
export function Past({ of }: { of: Customer }) {
  return (
    <ul className="past">
      {of.ratings.map((one) => (
        <li key={`rating ${one.at}`}>
          {"★".repeat(one.stars)} <small>{dateAndClock(one.at)}</small>
          {one.words && <p>{one.words}</p>}
        </li>
      ))}
      {of.stretches.map((one) => (
        <li key={one.id}>
          <small>
            {dateAndClock(one.opened_at)}{" "}
            {one.resolved_at ? `– ${dateAndClock(one.resolved_at)}` : i18n.t("still open")}
            {one.stars !== null && ` · ${"★".repeat(one.stars)}`}
          </small>
        </li>
      ))}
    </ul>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}
