import { i18n } from "@lingui/core";
import { useMutation } from "@tanstack/react-query";
import { complain } from "../../shell/toasts";
import { dateAndClock } from "../../words/moments";
import { Chip } from "../parts";
import { type Rehearsal, ruleCalls } from "./calls";
import { outcomeName } from "./words";

const DAYS = 7;

/** Who would have got what in the last days; nothing is sent. */
export function DryRun({ names }: { names: readonly string[] }) {
  const play = useMutation({ mutationFn: () => ruleCalls.play([...names], DAYS), onError: complain });
  return (
    <section className="rules-card" aria-label={i18n.t("Dry run")}>
      <div className="rules-buttons">
        <button type="button" className="plain" disabled={play.isPending} onClick={() => play.mutate()}>
          {i18n.t("Dry run: who would have got it in the last 7 days")}
        </button>
      </div>
      <div role="status">{play.data && <Played of={play.data} />}</div>
    </section>
  );
}

function Played({ of }: { of: Rehearsal }) {
  const cost = (of.cost_micros / 1_000_000).toFixed(2);
  return (
    <>
      <p>
        {i18n.t("{messages} messages would have gone to {people} people, for about {cost} {currency}.", {
          messages: of.would_leave,
          people: of.people,
          cost,
          currency: of.currency,
        })}{" "}
        {!of.whole && i18n.t("There was more than could be looked at in one go.")}
      </p>
      <ul className="rules-list">
        {of.messages.map((one) => (
          <li key={`${one.rule}-${one.customer_id}-${one.due_at}`} className="plainly">
            <span>
              <b>{one.customer || i18n.t("Somebody without a name")}</b> · {dateAndClock(one.due_at)}{" "}
              <Chip kind={one.outcome === "text" || one.outcome === "template" ? "good" : ""}>
                {outcomeName(one.outcome)}
              </Chip>
            </span>
            {one.text && <small>{one.text}</small>}
          </li>
        ))}
      </ul>
    </>
  );
}
