import { i18n } from "@lingui/core";
import { useState } from "react";
import { dateAndClock } from "../words/moments";
import { useOutlook } from "./PeopleCounted";
import { Stops } from "./Stops";
import { toLocal, toMoment } from "./times";
import type { Draft } from "./useDraft";
import { Choice } from "./WhoStep";

const REPEATS = ["", "weekly", "monthly"] as const;

/** The third step: when it leaves, how fast, and what stops it. */
export function WhenStep(draft: Draft) {
  const { of, save } = draft;
  const [later, setLater] = useState(of.starts_at !== null);
  const outlook = useOutlook(of.id).data;
  const past = of.starts_at !== null && Date.parse(of.starts_at) < Date.now();
  const repeated: Record<(typeof REPEATS)[number], string> = {
    "": i18n.t("Once"),
    weekly: i18n.t("Every week, to who is in it then"),
    monthly: i18n.t("Every month, to who is in it then"),
  };
  return (
    <>
      <fieldset className="choices-of-one">
        <legend className="unseen">{i18n.t("When does it leave?")}</legend>
        <Choice
          on={!later}
          words={i18n.t("As soon as it is sent")}
          hint=""
          choose={() => {
            setLater(false);
            if (of.starts_at !== null) void save({ starts_at: null });
          }}
        />
        <Choice on={later} words={i18n.t("At a time")} hint="" choose={() => setLater(true)} />
        {later && <TimeBox key={of.starts_at} at={of.starts_at} keep={(starts_at) => void save({ starts_at })} />}
        {past && (
          <p className="wrong" role="alert">
            {i18n.t("That is past already.")}
          </p>
        )}
      </fieldset>
      {outlook && (
        <p className="hint-line">
          {outlook.offers_from === outlook.offers_until
            ? i18n.t("Offers leave at any hour; by SMS in India from {smsFrom} to {smsUntil}, by law.", {
                smsFrom: outlook.sms_from,
                smsUntil: outlook.sms_until,
              })
            : i18n.t(
                "Offers leave from {from} to {until} of the customer's day; by SMS in India from {smsFrom} to {smsUntil}, by law. What falls outside waits for the next morning.",
                {
                  from: outlook.offers_from,
                  until: outlook.offers_until,
                  smsFrom: outlook.sms_from,
                  smsUntil: outlook.sms_until,
                },
              )}
        </p>
      )}
      <label className="tick-line">
        <input
          type="checkbox"
          checked={of.at_own_hour}
          onChange={(event) => {
            const lasts_hours = Math.max(of.lasts_hours, 48);
            void save({ at_own_hour: event.target.checked, ...(event.target.checked && { lasts_hours }) });
          }}
        />
        <span>
          {i18n.t("To each at the hour at which they usually write or read")}
          <small>{i18n.t("Within a day from the beginning.")}</small>
        </span>
      </label>
      <label className="field">
        <span>{i18n.t("How often")}</span>
        <select
          value={of.repeats}
          onChange={(event) => void save({ repeats: event.target.value as (typeof REPEATS)[number] })}
        >
          {REPEATS.map((one) => (
            <option key={one} value={one}>
              {repeated[one]}
            </option>
          ))}
        </select>
      </label>
      <Stops {...draft} />
      {outlook && outlook.people > 0 && (
        <p className="quiet" role="status">
          {i18n.t("The last message leaves {when}, if nothing holds it up.", { when: dateAndClock(outlook.last_at) })}
        </p>
      )}
    </>
  );
}

function TimeBox({ at, keep }: { at: string | null; keep: (at: string) => void }) {
  const [typed, setTyped] = useState(at ? toLocal(at) : "");
  return (
    <label className="field time-box">
      <span>{i18n.t("Day and time")}</span>
      <input
        type="datetime-local"
        value={typed}
        required
        onChange={(event) => setTyped(event.target.value)}
        onBlur={() => {
          const moment = toMoment(typed);
          if (moment && moment !== at) keep(moment);
        }}
      />
    </label>
  );
}
