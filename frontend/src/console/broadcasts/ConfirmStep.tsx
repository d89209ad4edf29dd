import { i18n } from "@lingui/core";
import { useQueryClient } from "@tanstack/react-query";
import { Fragment, useState } from "react";
import { Refused } from "../api/problem";
import { may, useMe } from "../session/session";
import { complain, tell } from "../shell/toasts";
import { dateAndClock } from "../words/moments";
import { inCoins, toCoins } from "../words/money";
import { useChecks } from "./CheckStep";
import { BROADCAST_KEYS, type Broadcast, calls, type Outlook } from "./calls";
import { mayStart } from "./checks";
import { LeftOut, outlookOf, useOutlook } from "./PeopleCounted";
import { type Draft, keepAnswer } from "./useDraft";
import { RUNNING, toStep } from "./where";
import { count } from "./words";

/** From this many people on the number is typed: a slip of the hand must not reach them. */
export const TYPED_FROM = 1001;

/** The last step: to how many, for how much, until when; then it leaves, in ten seconds. */
export function ConfirmStep({ of, settle }: Draft) {
  const me = useMe();
  const outlook = useOutlook(of.id);
  const checks = useChecks(of);
  if (!outlook.data || !checks) return <p role="status">{i18n.t("One moment…")}</p>;
  if (!mayStart(checks)) {
    return (
      <ul className="checks">
        {checks
          .filter((one) => one.how === "bad")
          .map((one) => (
            <li key={one.words} className="bad">
              <span>{one.words}</span>
              <button type="button" className="link" onClick={() => toStep(of.id, one.step)}>
                {i18n.t("Mend it")}
              </button>
            </li>
          ))}
      </ul>
    );
  }
  if (!may(me, "broadcasts.write")) return <p>{i18n.t("Owners and marketers send.")}</p>;
  return <Sending of={of} outlook={outlook.data} settle={settle} again={() => outlook.refetch()} />;
}

interface SendingProps {
  of: Broadcast;
  outlook: Outlook;
  settle: Draft["settle"];
  again: () => Promise<unknown>;
}

function Sending({ of, outlook, settle, again }: SendingProps) {
  const queries = useQueryClient();
  const [typed, setTyped] = useState("");
  const [moved, setMoved] = useState<number | null>(null);
  const [sending, setSending] = useState(false);
  const { most, currency } = outlook;
  const cost = costOf(outlook);
  const asked = most >= TYPED_FROM;
  const right = !asked || typed.replace(/\D/g, "") === String(most);
  const lookAgain = (people: number) => {
    setMoved(people);
    setTyped("");
  };
  const send = async () => {
    setSending(true);
    try {
      // A name that is just left for this button is still on its way, and so may be a count: neither takes the click away,
      // and nothing starts for other people or other rupees than stand here.
      const version = await settle();
      if (version === null) return setSending(false);
      const now = await queries.fetchQuery(outlookOf(of.id));
      if (now.people !== outlook.people || now.most !== most || costOf(now).plain !== cost.plain) {
        lookAgain(now.people);
        return setSending(false);
      }
      const begun = await calls.start(of.id, outlook.people, version);
      tell({
        text: of.starts_at
          ? i18n.t("It leaves {when}", { when: dateAndClock(begun.starts_at ?? of.starts_at) })
          : i18n.t("Leaves in 10 seconds"),
        undo: () => undo(of.id),
      });
      await keepAnswer(queries, begun);
      toStep(of.id, RUNNING, true);
      return;
    } catch (error) {
      const present = error instanceof Refused ? (error.problem.present as { people?: number } | undefined) : undefined;
      if (present?.people !== undefined) {
        lookAgain(present.people);
        await queries.invalidateQueries({ queryKey: BROADCAST_KEYS.one(of.id) });
        await again();
      } else complain(error);
    }
    setSending(false);
  };
  const undo = async (id: number) => {
    await keepAnswer(queries, await calls.undo(id));
    toStep(id, "confirm", true);
  };
  return (
    <div className="confirming">
      {moved !== null && (
        <p className="wrong" role="alert">
          {i18n.t("By now {n, plural, one {# person is in it} other {# people are in it}}: look again, then send.", {
            n: moved,
          })}
        </p>
      )}
      <p className="confirm-words">{confirmWords(of, outlook)}</p>
      <dl className="sums">
        <dt>{i18n.t("WhatsApp or the network")}</dt>
        <dd>{inCoins(cost.price, currency)}</dd>
        <dt>{i18n.t("Twilio's own fee")}</dt>
        <dd>{inCoins(cost.fee, currency)}</dd>
        <dt>{i18n.t("Without GST")}</dt>
        <dd>{inCoins(cost.plain, currency)}</dd>
        <dt>{i18n.t("GST")}</dt>
        <dd>{inCoins(cost.tax, currency)}</dd>
        <dt>{i18n.t("With GST")}</dt>
        <dd>{inCoins(cost.whole, currency)}</dd>
      </dl>
      <p className="quiet">
        {i18n.t(
          "By our estimate; what the provider bills stands in the receipt. Each is looked at once more as it leaves.",
        )}
      </p>
      <Days of={outlook} />
      <LeftOut of={outlook} id={of.id} />
      {asked && (
        <label className="field">
          <span>{i18n.t("Type the number of people: {n}", { n: count(most) })}</span>
          <input inputMode="numeric" value={typed} onChange={(event) => setTyped(event.target.value)} />
        </label>
      )}
      <button
        type="button"
        className="primary send-all"
        disabled={sending || !right || most === 0}
        onClick={() => void send()}
      >
        {i18n.t("Send to {n, plural, one {# person} other {# people}}, about {cost}", {
          n: most,
          cost: inCoins(cost.plain, currency),
        })}
      </button>
      <p className="quiet">{i18n.t("For ten seconds you can take it back.")}</p>
    </div>
  );
}

const SHOWN = 7;

/** On which day how many get it, where WhatsApp's allowance splits them. */
function Days({ of: { days } }: { of: Outlook }) {
  if (days.length < 2) return null;
  return (
    <>
      <h2>{i18n.t("Over {n} days, best customers first", { n: days.length })}</h2>
      <dl className="sums days">
        {days.slice(0, SHOWN).map((one) => (
          <Fragment key={one.begins_at}>
            <dt>{dateAndClock(one.begins_at)}</dt>
            <dd>{i18n.t("{n, plural, one {# person} other {# people}}", { n: one.people })}</dd>
          </Fragment>
        ))}
      </dl>
      {days.length > SHOWN && <p className="quiet">{i18n.t("… and so on.")}</p>}
    </>
  );
}

/** Return what it would cost in the smallest coin, part by part as they are shown: they add up. */
export function costOf({ cost_micros, fee_micros, tax_micros, currency }: Outlook) {
  const [price, fee] = [toCoins(cost_micros, currency), toCoins(fee_micros, currency)];
  const [plain, tax] = [price + fee, toCoins(tax_micros, currency)];
  return { price, fee, plain, tax, whole: plain + tax };
}

/** Return in a sentence what will happen. */
export function confirmWords(of: Pick<Broadcast, "starts_at">, outlook: Outlook): string {
  const values = {
    n: outlook.most,
    first: of.starts_at ? dateAndClock(outlook.first_at) : "",
    last: dateAndClock(outlook.last_at),
  };
  return of.starts_at
    ? i18n.t(
        "{n, plural, one {# person gets it} other {# people get it}} from {first} on; the last message leaves {last}.",
        values,
      )
    : i18n.t(
        "{n, plural, one {# person gets it} other {# people get it}}, beginning in ten seconds; the last message leaves {last}.",
        values,
      );
}
