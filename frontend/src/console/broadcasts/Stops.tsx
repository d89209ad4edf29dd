import { i18n } from "@lingui/core";
import { useState } from "react";
import type { Change } from "./calls";
import type { Draft } from "./useDraft";

const LASTS = [6, 12, 24, 48, 72, 168];
const SHARES = [0, 5, 10, 20, 50];
const HELD_OUT = [0, 5, 10, 20];
const STOPS = [3, 5, 10, 20, 30];
const MICROS = 1_000_000;

/** What a broadcast is tried on first, what is kept back, and what stops it. */
export function Stops({ of, save }: Draft) {
  const hours = (n: number) =>
    n % 24 === 0 && n > 24
      ? i18n.t("{n, plural, one {# day} other {# days}}", { n: n / 24 })
      : i18n.t("{n, plural, one {# hour} other {# hours}}", { n });
  const share = (n: number) => `${n} %`;
  return (
    <div className="stops">
      <Pick
        name={i18n.t("Worth sending for")}
        hint={i18n.t("What has not left by then never leaves.")}
        value={of.lasts_hours}
        all={LASTS}
        said={hours}
        keep={(lasts_hours) => save({ lasts_hours: lasts_hours ?? 24 })}
      />
      <Pick
        name={i18n.t("Tried on a share first")}
        hint={i18n.t("The others wait for how it goes: where many stop or block, nothing more leaves.")}
        value={of.pilot_percent}
        all={SHARES}
        said={(n) => (n === 0 ? i18n.t("No, to all at once") : share(n))}
        none={i18n.t("Yes, where the text is new")}
        keep={(pilot_percent) => save({ pilot_percent })}
      />
      <Pick
        name={i18n.t("Kept back, to compare")}
        hint={i18n.t("They get nothing: what they buy shows what the broadcast brought.")}
        value={of.holdout_percent}
        all={HELD_OUT}
        said={(n) => (n === 0 ? i18n.t("Nobody") : share(n))}
        keep={(holdout_percent) => save({ holdout_percent: holdout_percent ?? 0 })}
      />
      <Pick
        name={i18n.t("Stops by itself when so many fail or say stop")}
        value={of.stop_percent}
        all={STOPS}
        said={share}
        keep={(stop_percent) => save({ stop_percent: stop_percent ?? 10 })}
      />
      <Budget key={of.budget_micros} micros={of.budget_micros} save={save} />
    </div>
  );
}

interface PickProps {
  name: string;
  hint?: string;
  value: number | null;
  all: readonly number[];
  said: (n: number) => string;
  /** What an empty choice means, where there is one. */
  none?: string;
  keep: (value: number | null) => unknown;
}

function Pick({ name, hint, value, all, said, none, keep }: PickProps) {
  const shown = value === null || all.includes(value) ? all : [...all, value].sort((a, b) => a - b);
  return (
    <label className="field">
      <span>{name}</span>
      <select
        value={value ?? ""}
        onChange={(event) => keep(event.target.value === "" ? null : Number(event.target.value))}
      >
        {none && <option value="">{none}</option>}
        {shown.map((one) => (
          <option key={one} value={one}>
            {said(one)}
          </option>
        ))}
      </select>
      {hint && <small>{hint}</small>}
    </label>
  );
}

function Budget({ micros, save }: { micros: number | null; save: (change: Change) => unknown }) {
  const [typed, setTyped] = useState(micros === null ? "" : String(micros / MICROS));
  const keep = () => {
    const whole = Math.round(Number(typed) * MICROS);
    const wanted = typed.trim() === "" || !(whole > 0) ? null : whole;
    if (wanted === null) setTyped("");
    if (wanted !== micros) void save({ budget_micros: wanted });
  };
  return (
    <label className="field">
      <span>{i18n.t("Spends at most, in rupees without GST")}</span>
      <input
        inputMode="decimal"
        value={typed}
        placeholder={i18n.t("No limit")}
        onChange={(event) => setTyped(event.target.value.replace(/[^\d.]/g, ""))}
        onBlur={keep}
      />
    </label>
  );
}
