import { i18n } from "@lingui/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { may, useMe } from "../session/session";
import { complain, tell } from "../shell/toasts";
import { dateAndClock } from "../words/moments";
import { KEYS, type Training, teaching } from "./calls";
import { Fetched } from "./Fetched";
import { TrainingFound } from "./TrainingFound";

const LOOK_AGAIN = 2000;
const STATES: Record<Training["state"], () => string> = {
  queued: () => i18n.t("Waits to begin"),
  training: () => i18n.t("Is under way"),
  switched: () => i18n.t("Learned, and answers"),
  held: () => i18n.t("Held back: it would be worse"),
  failed: () => i18n.t("Failed: everything is as it was"),
  cancelled: () => i18n.t("Cancelled"),
};
const isUnderWay = (one: Training) => one.state === "queued" || one.state === "training";

/** The training of the assistant: begun, watched, judged, gone back on. */
export function Trainings() {
  const mayTrain = may(useMe(), "settings.write");
  const queries = useQueryClient();
  const found = useQuery({
    queryKey: KEYS.trainings,
    queryFn: teaching.trainings,
    refetchInterval: (query) => (query.state.data?.trainings.some(isUnderWay) ? LOOK_AGAIN : false),
  });
  const then = (call: Promise<unknown>, text: string) =>
    call.then(() => {
      tell({ text });
      return queries.invalidateQueries({ queryKey: KEYS.trainings });
    }, complain);
  return (
    <Fetched of={found}>
      {({ trainings, in_force, former, elsewhere }) => (
        <>
          <section className="training-now">
            <p>
              {in_force
                ? i18n.t("A model with what you taught answers your customers.")
                : i18n.t("The model that came with Dastak answers your customers.")}
            </p>
            <p className="quiet">
              {i18n.t(
                "A training takes a minute or two beside everything else. The new model answers only if it is no worse: on messages nobody trains on, on what was taught, on the conversations you keep.",
              )}
            </p>
            {mayTrain ? (
              <div className="teaching-buttons">
                <button
                  type="button"
                  className="primary"
                  disabled={elsewhere || trainings.some(isUnderWay)}
                  onClick={() => void then(teaching.train(), i18n.t("The training begins"))}
                >
                  {i18n.t("Train now")}
                </button>
                {former !== null && (
                  <button
                    type="button"
                    className="plain"
                    onClick={() => void then(teaching.rollBack(in_force), i18n.t("The former model answers again"))}
                  >
                    {i18n.t("Go back to the former model")}
                  </button>
                )}
              </div>
            ) : (
              <p className="quiet">{i18n.t("An owner of the shop trains it.")}</p>
            )}
            {elsewhere && <p className="quiet">{i18n.t("Another shop of this installation trains just now.")}</p>}
          </section>
          <ul className="wrong-groups">
            {trainings.map((one) => (
              <One key={one.id} of={one} mayTrain={mayTrain} then={then} />
            ))}
          </ul>
        </>
      )}
    </Fetched>
  );
}

interface OneProps {
  of: Training;
  mayTrain: boolean;
  then: (call: Promise<unknown>, text: string) => Promise<unknown>;
}

function One({ of, mayTrain, then }: OneProps) {
  const [open, setOpen] = useState(false);
  return (
    <li>
      <p>
        <b>{STATES[of.state]()}</b> <span className="quiet">{dateAndClock(of.began_at)}</span>
      </p>
      {isUnderWay(of) && (
        <>
          <progress max={1} value={of.share} aria-label={i18n.t("How far the training is")} />
          <p className="quiet" role="status">
            {of.phase}
          </p>
        </>
      )}
      {of.state === "failed" && <pre>{of.why}</pre>}
      <div className="teaching-buttons">
        <button type="button" className="plain" aria-expanded={open} onClick={() => setOpen(!open)}>
          {i18n.t("What it changes")}
        </button>
        {isUnderWay(of) && mayTrain && (
          <button
            type="button"
            className="plain"
            onClick={() => void then(teaching.cancel(of.id), i18n.t("Cancelled"))}
          >
            {i18n.t("Cancel")}
          </button>
        )}
      </div>
      {open && <TrainingFound of={of} mayTrain={mayTrain} then={then} />}
    </li>
  );
}
