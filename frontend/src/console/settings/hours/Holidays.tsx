import { i18n } from "@lingui/core";
import { useState } from "react";
import { Field } from "../../session/Field";

interface Holiday {
  day: string;
  name: string;
}
interface Props {
  of: readonly Holiday[];
  change: (of: Holiday[]) => void;
}

/** Days on which nobody works, by date. */
export function Holidays({ of, change }: Props) {
  const [day, setDay] = useState("");
  const [name, setName] = useState("");
  const add = () => {
    change(
      [...of.filter((one) => one.day !== day), { day, name: name.trim() }].sort((a, b) => (a.day < b.day ? -1 : 1)),
    );
    setDay("");
    setName("");
  };
  return (
    <fieldset>
      <legend>{i18n.t("Holidays")}</legend>
      {of.length === 0 && (
        <p className="whole quiet">
          {i18n.t("None yet: on a holiday no clock runs, and customers are told when you are back.")}
        </p>
      )}
      <ul className="whole sender-list">
        {of.map((one) => (
          <li key={one.day}>
            <b>{one.day}</b>
            <small>{one.name}</small>
            <button type="button" className="plain" onClick={() => change(of.filter(({ day }) => day !== one.day))}>
              {i18n.t("Take out")}
            </button>
          </li>
        ))}
      </ul>
      <Field label={i18n.t("Day")} type="date" value={day} onChange={(event) => setDay(event.target.value)} />
      <Field
        label={i18n.t("What it is called")}
        value={name}
        maxLength={100}
        onChange={(event) => setName(event.target.value)}
      />
      <button type="button" className="plain" disabled={!day || !name.trim()} onClick={add}>
        {i18n.t("Add the holiday")}
      </button>
    </fieldset>
  );
}
