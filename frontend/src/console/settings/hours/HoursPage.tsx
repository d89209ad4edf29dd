import { i18n } from "@lingui/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { ask, client } from "../../api/client";
import type { components } from "../../api/schema";
import { Field } from "../../session/Field";
import { Failed } from "../../shell/Failed";
import { sayOvertaken } from "../../shell/overtaken";
import { tell } from "../../shell/toasts";
import { useTyped } from "../../shell/typed";
import { type Faults, faultsOf } from "../faults";
import { Holidays } from "./Holidays";
import { readSpans, writeSpans } from "./spans";

type Settings = components["schemas"]["InboxSettingsTold"];
type Change = components["schemas"]["InboxSettingsChange"];
const HOURS = ["settings", "inbox"];
const DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
// A Monday, so that each weekday has its name in the language of the page.
const MONDAY = Date.UTC(2026, 0, 5);
const PAISE = 100;

const nameOf = (place: number) =>
  new Intl.DateTimeFormat(i18n.locales as string, { weekday: "long", timeZone: "UTC" }).format(
    MONDAY + place * 86_400_000,
  );
const SWITCHES: readonly [keyof Change & keyof Settings, () => string][] = [
  ["auto_assign", () => i18n.t("New conversations are given to whoever is there")],
  ["binding_assignee", () => i18n.t("Only whoever has a conversation answers in it")],
  ["away_message", () => i18n.t("Outside these hours customers are told when you are back")],
  ["rating_on_resolve", () => i18n.t("Customers are asked how it was when a conversation is resolved")],
  ["agents_see_all", () => i18n.t("Agents see colleagues' conversations as well")],
  ["agents_see_numbers", () => i18n.t("Agents see phone numbers whole")],
];

/** When the shop's people work, within what time they mean to answer, and who sees what. */
export function HoursPage() {
  const settings = useQuery({ queryKey: HOURS, queryFn: () => ask(client.GET("/settings/inbox")) });
  if (settings.isError && !settings.data)
    return <Failed error={settings.error} retry={() => void settings.refetch()} />;
  return settings.data ? <Form of={settings.data} /> : <div aria-busy="true" />;
}

const NUMBERS = ["first", "next", "resolution", "cap", "idle_return_minutes", "undo_seconds", "refund_limit"] as const;
type Line = (typeof NUMBERS)[number] | (typeof DAYS)[number];

/** Return the lines of the form: the spans of each day, and the numbers. */
function writeLines(of: Settings): Record<Line, string> {
  const { goals, cap, idle_return_minutes, undo_seconds, refund_limit } = of;
  const all = { ...goals, cap, idle_return_minutes, undo_seconds, refund_limit: refund_limit / PAISE };
  const numbers = NUMBERS.map((name) => [name, String(all[name])]);
  return Object.fromEntries([...DAYS.map((day) => [day, writeSpans(of.hours[day] ?? [])]), ...numbers]);
}

function Form({ of }: { of: Settings }) {
  const queries = useQueryClient();
  const lines = useTyped(writeLines(of));
  const more = useTyped({
    holidays: of.holidays,
    on: Object.fromEntries(SWITCHES.map(([name]) => [name, Boolean(of[name])])),
  });
  const { holidays, on } = more.written;
  const [wrong, setWrong] = useState<Faults>({});
  const [busy, setBusy] = useState(false);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const spans = DAYS.map((day) => [day, readSpans(lines.written[day])] as const);
    const faults: Record<string, string> = {};
    for (const [day, found] of spans) if (!found) faults[day] = i18n.t("Write times like 10:00–19:00, or nothing.");
    for (const name of NUMBERS) {
      if (!/^\d{1,7}$/.test(lines.written[name].trim())) faults[name] = i18n.t("Write a whole number.");
    }
    setWrong(faults);
    if (Object.keys(faults).length > 0) return;
    setBusy(true);
    const count = (name: (typeof NUMBERS)[number]) => Number(lines.written[name]);
    const body: Change = {
      ...(on as Pick<Change, "auto_assign">),
      version: of.version,
      hours: Object.fromEntries(spans.map(([day, found]) => [day, found ?? []])) as NonNullable<Change["hours"]>,
      holidays,
      goals: { first: count("first"), next: count("next"), resolution: count("resolution") },
      cap: count("cap"),
      idle_return_minutes: count("idle_return_minutes"),
      undo_seconds: count("undo_seconds"),
      refund_limit: count("refund_limit") * PAISE,
    };
    try {
      queries.setQueryData(HOURS, await ask(client.PATCH("/settings/inbox", { body })));
      lines.forget();
      more.forget();
      tell({ text: i18n.t("Saved"), seconds: 4 });
    } catch (error) {
      if (sayOvertaken(error)) void queries.invalidateQueries({ queryKey: HOURS });
      else setWrong(faultsOf(error));
    }
    setBusy(false);
  };

  const numberBox = (name: (typeof NUMBERS)[number], label: string, hint = "") => (
    <Field
      key={name}
      label={label}
      hint={hint}
      inputMode="numeric"
      value={lines.written[name]}
      wrong={wrong[name]}
      onChange={(event) => lines.type({ [name]: event.target.value })}
    />
  );
  const noGoal = i18n.t("0: no goal");
  return (
    <form className="settings-form" onSubmit={(event) => void submit(event)} aria-busy={busy}>
      <fieldset>
        <legend>{i18n.t("When your people work")}</legend>
        <p className="whole quiet">{i18n.t("Times of {zone}. Nothing where nobody works.", { zone: of.zone })}</p>
        {DAYS.map((day, place) => (
          <Field
            key={day}
            label={nameOf(place)}
            value={lines.written[day]}
            placeholder="10:00–19:00"
            wrong={wrong[day]}
            onChange={(event) => lines.type({ [day]: event.target.value })}
          />
        ))}
      </fieldset>
      <Holidays of={holidays} change={(all) => more.type({ holidays: all })} />
      <fieldset>
        <legend>{i18n.t("Within what time you mean to answer")}</legend>
        {numberBox("first", i18n.t("Minutes to the first answer"), noGoal)}
        {numberBox("next", i18n.t("Minutes to each next answer"), noGoal)}
        {numberBox("resolution", i18n.t("Minutes until it is resolved"), noGoal)}
        {numberBox("cap", i18n.t("Most open conversations of one person"))}
        {numberBox(
          "idle_return_minutes",
          i18n.t("Minutes without you until the assistant has it back"),
          i18n.t("0: never"),
        )}
        {numberBox("undo_seconds", i18n.t("Seconds in which a sent answer can be taken back"))}
        {numberBox("refund_limit", i18n.t("Rupees above which an owner alone refunds"), i18n.t("0: everybody may"))}
      </fieldset>
      <fieldset>
        <legend>{i18n.t("Who does and sees what")}</legend>
        {SWITCHES.map(([name, say]) => (
          <label key={name} className="check-line whole">
            <input
              type="checkbox"
              role="switch"
              aria-checked={on[name] ?? false}
              checked={on[name] ?? false}
              onChange={(event) => more.type({ on: { ...on, [name]: event.target.checked } })}
            />
            {say()}
          </label>
        ))}
      </fieldset>
      <div className="settings-save">
        <button type="submit" className="primary" disabled={busy}>
          {i18n.t("Save")}
        </button>
        <span className="wrong" role="alert">
          {wrong[""] || (Object.keys(wrong).length > 0 ? i18n.t("Nothing was saved yet: see what is marked.") : "")}
        </span>
      </div>
    </form>
  );
}
