import { i18n } from "@lingui/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Broadcast } from "../api/shapes";
import { usePlace } from "../shell/place";
import { dateAndClock } from "../words/moments";
import { readDid, writeDid } from "./asked";
import { DidLink, DidList } from "./Did";
import { EFFECTS, percent, percentPoints } from "./effects";
import { type Outcome, RECEIPT_KEYS, receipts, type Outcomes as Told } from "./receipts";
import { count } from "./words";

const CHOICES = [1, 3, 7, 14, 30, 60];
const FIRST = 7;

/** What people did after it: of those it went to, against those who were held out. */
export function Outcomes({ broadcast }: { broadcast: Broadcast }) {
  const [days, setDays] = useState(FIRST);
  const { data } = useQuery({
    queryKey: RECEIPT_KEYS.outcomes(broadcast.id, days),
    queryFn: () => receipts.outcomes(broadcast.id, days),
    enabled: broadcast.began_at !== null,
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
  const did = readDid(usePlace().asked);
  if (!data || data.since === null) return null;
  return (
    <section className="outcomes" aria-label={i18n.t("What came of it")}>
      <header>
        <h2>{i18n.t("What came of it")}</h2>
        <select
          aria-label={i18n.t("How long after its start")}
          value={days}
          onChange={(event) => setDays(Number(event.target.value))}
        >
          {CHOICES.map((one) => (
            <option key={one} value={one}>
              {i18n.t("{n, plural, one {# day after its start} other {# days after its start}}", { n: one })}
            </option>
          ))}
        </select>
      </header>
      <Warnings of={data} />
      <Table of={data} />
      {did && <DidList key={writeDid(did)} id={broadcast.id} did={did} />}
    </section>
  );
}

function Warnings({ of }: { of: Told }) {
  const { held_out, is_few, is_whole, until, orders } = of;
  return (
    <>
      {!is_whole && until && (
        <p className="quiet">{i18n.t("Counted until now; the time is over on {day}.", { day: dateAndClock(until) })}</p>
      )}
      {held_out === 0 ? (
        <p className="quiet">
          {i18n.t("Nobody was held out: these are counts, and say nothing of what would have come without it.")}
        </p>
      ) : (
        is_few && (
          <p className="hint-line" role="note">
            {i18n.t(
              "Only {n, plural, one {# person} other {# people}} ordered: below 100, a difference may be chance.",
              {
                n: orders,
              },
            )}
          </p>
        )
      )}
    </>
  );
}

function Table({ of }: { of: Told }) {
  const compared = of.held_out > 0;
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{i18n.t("They…")}</th>
          <th scope="col">{i18n.t("of {n} who got it", { n: count(of.sent) })}</th>
          {compared && <th scope="col">{i18n.t("of {n} held out", { n: count(of.held_out) })}</th>}
          {compared && <th scope="col">{i18n.t("Difference")}</th>}
        </tr>
      </thead>
      <tbody>
        {of.outcomes.map((one) => (
          <tr key={one.effect} data-effect={one.effect}>
            <th scope="row">{EFFECTS[one.effect]()}</th>
            <td>
              <DidLink n={one.sent} of={{ effect: one.effect, days: of.days, held: false }} />{" "}
              <small>{percent(one.sent_share)}</small>
            </td>
            {compared && <td>{one.held_out === null ? "–" : <HeldOut of={one} days={of.days} />}</td>}
            {compared && <td>{one.difference === null ? "–" : <Difference of={one} />}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const HeldOut = ({ of, days }: { of: Outcome; days: number }) => (
  <>
    <DidLink n={of.held_out ?? 0} of={{ effect: of.effect, days, held: true }} />{" "}
    <small>{percent(of.held_out_share ?? 0)}</small>
  </>
);

/** The difference of the shares with its interval, and whether it is more than chance would often bring. */
function Difference({ of }: { of: Outcome }) {
  const [low, high] = [percentPoints(of.low ?? 0), percentPoints(of.high ?? 0)];
  return (
    <>
      <b>{percentPoints(of.difference ?? 0)}</b>{" "}
      <small>{i18n.t("95 of 100 times between {low} and {high}", { low, high })}</small>{" "}
      <span className={`chip retry ${of.is_clear ? "yes" : "no"}`}>
        {of.is_clear ? i18n.t("clear") : i18n.t("may be chance")}
      </span>
    </>
  );
}
