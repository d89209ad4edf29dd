import { i18n } from "@lingui/core";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { SESSION } from "../../session/session";
import { dateAndClock } from "../../words/moments";
import { goLive, type Rehearsal, rehearse, SETUP, type Setup } from "./calls";
import { TITLES } from "./words";

const MICROS = 1_000_000;
/** How a message leaves; every other outcome is why it would have stayed. */
const LEAVES = new Set(["text", "template"]);

/** A dry run of the last days, then live; or not live any more. */
export function LiveStep({ setup }: { setup: Setup }) {
  const queries = useQueryClient();
  const [found, setFound] = useState<Rehearsal | null>(null);
  const [wrong, setWrong] = useState("");
  const [busy, setBusy] = useState(false);
  const follow = async (asked: Promise<unknown>) => {
    setBusy(true);
    setWrong("");
    await asked.catch((error: Error) => setWrong(error.message));
    setBusy(false);
  };
  const turn = (live: boolean) =>
    follow(
      goLive(live).then((told) => {
        queries.setQueryData(SETUP, told);
        return queries.invalidateQueries({ queryKey: SESSION });
      }),
    );
  const unready = setup.steps.filter(({ name }) => setup.unready.includes(name)).map(({ name }) => TITLES[name]());
  return (
    <div className="setup-live" aria-busy={busy}>
      <div className="settings-buttons">
        <button type="button" className="plain" disabled={busy} onClick={() => void follow(rehearse().then(setFound))}>
          {i18n.t("Show what would have gone")}
        </button>
        {setup.live ? (
          <button type="button" className="plain" disabled={busy} onClick={() => void turn(false)}>
            {i18n.t("Hold all notices back")}
          </button>
        ) : (
          <button
            type="button"
            className="primary"
            disabled={busy || unready.length > 0}
            onClick={() => void turn(true)}
          >
            {i18n.t("Go live")}
          </button>
        )}
      </div>
      {!setup.live && unready.length > 0 && (
        <p className="hint-line">{i18n.t("First: {steps}", { steps: unready.join(", ") })}</p>
      )}
      <p className="wrong" role="alert">
        {wrong}
      </p>
      {found && <Foreseen of={found} />}
    </div>
  );
}

function Foreseen({ of }: { of: Rehearsal }) {
  const shown = useRef<HTMLElement>(null);
  useEffect(() => {
    shown.current?.scrollIntoView({ block: "nearest" });
  }, []);
  const { would_leave: count, people, cost_micros, currency, counts, messages } = of;
  const amount = new Intl.NumberFormat(i18n.locales as string, { style: "currency", currency }).format(
    cost_micros / MICROS,
  );
  const leaving = messages.filter(({ outcome }) => LEAVES.has(outcome));
  const held = Object.values(counts)
    .flatMap((outcomes) => Object.entries(outcomes))
    .filter(([outcome]) => !LEAVES.has(outcome))
    .reduce((sum, [, many]) => sum + many, 0);
  return (
    <section ref={shown} aria-label={i18n.t("What would have gone")}>
      <p role="status">
        <b>
          {i18n.t(
            "Of the last 7 days' events {messages, plural, one {this # message} other {these # messages}} would have gone to {people, plural, one {# person} other {# people}}, for about {amount}.",
            {
              messages: count,
              people,
              amount,
            },
          )}
        </b>{" "}
        {i18n.t("Nothing was sent.")}
      </p>
      {held > 0 && (
        <p className="quiet">
          {i18n.t("{count} more would have stayed, as their rules want it.", {
            count: held,
          })}
        </p>
      )}
      <ul className="foreseen">
        {leaving.map((one) => (
          <li key={`${one.rule} ${one.customer_id} ${one.due_at}`}>
            <small>
              {dateAndClock(one.due_at)} · {one.customer || i18n.t("somebody")}
            </small>
            <p>{one.text}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}
