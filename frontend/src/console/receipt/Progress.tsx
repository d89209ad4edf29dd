import { i18n } from "@lingui/core";
import { useEffect, useState } from "react";
import type { Broadcast, Receipt } from "../api/shapes";
import { clock, dateAndClock, daysAgo } from "../words/moments";
import { inCoins, money, toCoins } from "../words/money";
import { endOf, isGoing, isOver, type Look, rateOf, withLook } from "./pace";
import { handledOf } from "./sums";
import { count } from "./words";

interface Props {
  broadcast: Broadcast;
  receipt: Receipt;
  now: number;
}

/** How far it is: how many, how fast, until when, and for how much so far. */
export function Progress({ broadcast, receipt, now }: Props) {
  const looks = useLooks(receipt);
  const { people, starts_at, expires_at, ended_at, budget_micros } = broadcast;
  const rate = isGoing(broadcast) ? rateOf(looks, broadcast.began_at) : null;
  const end = endOf(rate, broadcast, receipt, now);
  const facts: [string, string][] = [];
  if (broadcast.state === "scheduled" && starts_at) facts.push([i18n.t("Begins"), moment(starts_at, now)]);
  if (rate !== null) facts.push([i18n.t("Pace"), i18n.t("{n} a minute", { n: count(Math.round(rate)) })]);
  if (end !== null) facts.push([i18n.t("Through at about"), moment(new Date(end).toISOString(), now)]);
  if (expires_at && !isOver(broadcast)) facts.push([i18n.t("Ends at the latest"), moment(expires_at, now)]);
  if (ended_at) facts.push([i18n.t("Over since"), moment(ended_at, now)]);
  // A budget is one of what WhatsApp or the network takes; without one, all of it is told, as below.
  facts.push([i18n.t("Money so far"), soFar(receipt, budget_micros)]);
  const done = handledOf(receipt);
  return (
    <section className="progress" aria-label={i18n.t("How far it is")}>
      {broadcast.began_at !== null && !isOver(broadcast) && (
        <p className="how-far">
          <progress max={Math.max(people, 1)} value={done} aria-label={i18n.t("Sent so far")} />
          <span>{i18n.t("{done} of {total}", { done: count(done), total: count(people) })}</span>
        </p>
      )}
      <dl>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

const moment = (at: string, now: number) => (daysAgo(at, now) === 0 ? clock(at) : dateAndClock(at));

function soFar({ cost_micros, currency, estimate }: Receipt, budget: number | null) {
  if (budget === null) {
    return inCoins(toCoins(estimate.price_micros, currency) + toCoins(estimate.fee_micros, currency), currency);
  }
  const spent = money(cost_micros, currency);
  return i18n.t("{spent} of {budget}", { spent, budget: money(budget, currency) });
}

/** What was counted in the last minutes, of which the pace is told. */
function useLooks(receipt: Receipt): readonly Look[] {
  const [looks, setLooks] = useState<readonly Look[]>([]);
  useEffect(() => {
    setLooks((before) => withLook(before, { at: Date.now(), handled: handledOf(receipt) }));
  }, [receipt]);
  return looks;
}
