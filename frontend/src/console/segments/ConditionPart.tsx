import { i18n } from "@lingui/core";
import { useId } from "react";
import { useBuilding } from "./context";
import { takesOf } from "./faults";
import { PartTools } from "./GroupPart";
import { ListBox } from "./ListBox";
import { NumberBox } from "./NumberBox";
import { type Condition, newCondition } from "./tree";
import { comparisonName, FIELD_GROUPS, fieldName } from "./words";

/** One thing asked of a customer: what, how it is compared, with which value, and of how many last days. */
export function ConditionPart({ of }: { of: Condition }) {
  const { change, fields, wrong } = useBuilding();
  const id = useId();
  const field = fields.get(of.field);
  const fault = wrong.get(of.key);
  const set = (changes: Partial<Condition>) => change(of.key, (one) => ({ ...(one as Condition), ...changes }));
  const choose = (name: string) => {
    const first = fields.get(name)?.operators[0]?.operator ?? "";
    set({ ...newCondition(name, first), key: of.key, not: of.not });
  };
  const compare = (is: string) => {
    const same = takesOf(field, is) === takesOf(field, of.is) && is !== "in_month" && of.is !== "in_month";
    set(same ? { is } : { is, number: "", listed: [] });
  };
  const takes = takesOf(field, of.is);
  const said = fault ? `${id}-wrong` : undefined;
  return (
    <div className={of.not ? "rule-part negated" : "rule-part"} data-part={of.key}>
      <div className="part-line">
        <select
          aria-label={i18n.t("What to ask")}
          aria-invalid={fault !== undefined && !field}
          aria-describedby={said}
          value={of.field}
          onChange={(event) => choose(event.target.value)}
        >
          <option value="">{i18n.t("Choose…")}</option>
          {FIELD_GROUPS.map((group) => (
            <optgroup key={group.name()} label={group.name()}>
              {Object.entries(group.fields)
                .filter(([name]) => fields.has(name))
                .map(([name, words]) => (
                  <option key={name} value={name}>
                    {words()}
                  </option>
                ))}
            </optgroup>
          ))}
          {of.field && !field && <option value={of.field}>{fieldName(of.field)}</option>}
        </select>
        {field && (
          <select aria-label={i18n.t("How")} value={of.is} onChange={(event) => compare(event.target.value)}>
            {field.operators.map((one) => (
              <option key={one.operator} value={one.operator}>
                {comparisonName(one.operator)}
              </option>
            ))}
          </select>
        )}
        {field && takes === "number" && (
          <NumberBox
            key={`${of.field} ${of.is}`}
            of={of}
            field={field}
            said={said}
            change={(number) => set({ number })}
          />
        )}
        {field && takes === "list" && (
          <ListBox of={of} field={field} said={said} change={(listed) => set({ listed })} />
        )}
        {field?.dated && (
          <label className="lately">
            <span>{i18n.t("in the last … days")}</span>
            <input
              inputMode="numeric"
              size={5}
              placeholder={i18n.t("ever")}
              value={of.days}
              aria-describedby={said}
              onChange={(event) => set({ days: event.target.value })}
            />
          </label>
        )}
        <PartTools of={of} />
      </div>
      {fault && (
        <p className="wrong" id={said} role="alert">
          {fault}
        </p>
      )}
    </div>
  );
}
