import { i18n } from "@lingui/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import { Refused } from "../api/problem";
import { type Customer, PANEL_KEYS } from "../panel/customer";
import { Field } from "../session/Field";
import { complain, tell } from "../shell/toasts";
import { LOCALES, localeName } from "../words/locales";
import { birthdayOf, daysOf, MONTHS, monthName } from "./birthdays";
import { PersonDialog } from "./PersonDialog";
import { type Correction, correctionOf, people } from "./people";

/** Correct who somebody is: their name, the language they are answered in, their birthday. */
export function EditDialog({ of, shut }: { of: Customer; shut: () => void }) {
  const queries = useQueryClient();
  const [name, setName] = useState(of.name);
  const [locale, setLocale] = useState(of.locale ?? "");
  const [birthday, setBirthday] = useState(of.birthday ?? "");
  const localeId = useId();
  const change = useMutation({
    mutationFn: (correction: Correction) => people.change(of.id, correction),
    onSuccess: (now) => {
      queries.setQueryData(PANEL_KEYS.customer(of.id), now);
      void queries.invalidateQueries({ queryKey: ["customers"] });
      tell({ text: i18n.t("Saved"), seconds: 3 });
      shut();
    },
    onError: (error) => {
      complain(error);
      // Somebody was faster: what stands there now is shown behind the dialog, and what was typed stays in it.
      if (error instanceof Refused && error.status === 409) {
        void queries.invalidateQueries({ queryKey: PANEL_KEYS.customer(of.id) });
      }
    },
  });
  const correction = correctionOf(of, { name: name.trim(), locale, birthday });
  return (
    <PersonDialog title={i18n.t("Edit")} shut={shut}>
      <form
        className="dialog-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (correction && !change.isPending) change.mutate(correction);
          else shut();
        }}
      >
        <Field label={i18n.t("Name")} value={name} maxLength={200} onChange={(event) => setName(event.target.value)} />
        <div className="field">
          <label htmlFor={localeId}>{i18n.t("Language they are answered in")}</label>
          <select id={localeId} value={locale} onChange={(event) => setLocale(event.target.value)}>
            {!of.locale && <option value="">{i18n.t("As they write")}</option>}
            {LOCALES.map((code) => (
              <option key={code} value={code} lang={code}>
                {localeName(code)}
              </option>
            ))}
          </select>
        </div>
        <Birthday value={birthday} change={setBirthday} />
        <button type="submit" className="primary" disabled={change.isPending}>
          {i18n.t("Save")}
        </button>
      </form>
    </PersonDialog>
  );
}

/** A day and a month; no year, which nobody needs to wish somebody well. */
function Birthday({ value, change }: { value: string; change: (birthday: string) => void }) {
  const [month = "", day = ""] = value.split("-");
  return (
    <fieldset className="field birthday">
      <legend>{i18n.t("Birthday")}</legend>
      <select
        aria-label={i18n.t("Month")}
        value={month}
        onChange={(event) => change(birthdayOf(event.target.value, day))}
      >
        <option value="">{i18n.t("not known")}</option>
        {MONTHS.map((one) => (
          <option key={one} value={one}>
            {monthName(one)}
          </option>
        ))}
      </select>
      <select
        aria-label={i18n.t("Day")}
        value={day}
        disabled={!month}
        onChange={(event) => change(birthdayOf(month, event.target.value))}
      >
        {daysOf(month).map((one) => (
          <option key={one} value={one}>
            {Number(one)}
          </option>
        ))}
      </select>
    </fieldset>
  );
}
