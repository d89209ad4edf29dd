import { i18n } from "@lingui/core";
import { langOf } from "../../thread/words";
import { useLabels } from "../inbox/people";
import { useBuilding } from "./context";
import { FindValue } from "./FindValue";
import type { FieldTold } from "./segments";
import type { Condition } from "./tree";
import { valueName } from "./words";

interface Props {
  of: Condition;
  field: FieldTold;
  said: string | undefined;
  change: (listed: readonly (string | number)[]) => void;
}

const MOST = 50;

/** The values of a condition that has a list of them: each can be taken out, more can be added. */
export function ListBox({ of, field, said, change }: Props) {
  const { names } = useBuilding();
  const add = (value: string | number) => {
    if (!of.listed.includes(value) && of.listed.length < MOST) change([...of.listed, value]);
  };
  return (
    <span className="list-box">
      {of.listed.map((one) => {
        const name = valueName(of.field, one, names);
        return (
          <span key={one} className="chip value">
            <span lang={langOf(name, "en")}>{name}</span>
            <button
              type="button"
              aria-label={i18n.t("Take out {name}", { name })}
              onClick={() => change(of.listed.filter((other) => other !== one))}
            >
              ×
            </button>
          </span>
        );
      })}
      <More of={of} field={field} said={said} add={add} />
    </span>
  );
}

function More({ of, field, said, add }: Omit<Props, "change"> & { add: (value: string | number) => void }) {
  const { names } = useBuilding();
  const labels = useLabels();
  if (field.kind === "words" || field.kind === "prefix" || field.kind === "products") {
    return <FindValue of={of} field={field} said={said} add={add} />;
  }
  const values: readonly (string | number)[] = field.kind === "labels" ? labels.map((one) => one.id) : field.choices;
  return (
    <select
      aria-label={i18n.t("Add one")}
      aria-invalid={said !== undefined}
      aria-describedby={said}
      value=""
      onChange={(event) => {
        const chosen = values.find((one) => String(one) === event.target.value);
        if (chosen !== undefined) add(chosen);
      }}
    >
      <option value="">{of.listed.length > 0 ? i18n.t("or…") : i18n.t("Choose…")}</option>
      {values
        .filter((one) => !of.listed.includes(one))
        .map((one) => (
          <option key={one} value={one}>
            {valueName(of.field, one, names)}
          </option>
        ))}
    </select>
  );
}
