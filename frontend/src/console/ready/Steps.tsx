import { i18n } from "@lingui/core";
import { useId } from "react";
import { SNOOZED, tellEffect } from "../conversation/effects";
import { nameOf, useColleagues, useLabels } from "../inbox/people";
import { ACTIONS, actionName } from "../panel/words";
import { useNames } from "./names";
import { makeStep, type Step, type StepKind } from "./steps";

const MOST = 10;
const KINDS: Partial<Record<StepKind, () => string>> = {
  resolve: () => i18n.t("Resolve"),
  answered: () => i18n.t("Mark as in need of no answer"),
  label: () => i18n.t("Put a label on, or take it off"),
  assign: () => i18n.t("Assign to somebody"),
  snooze: () => i18n.t("Snooze"),
  order: () => i18n.t("Something about the order"),
};
const NEEDED: Partial<Record<string, "detail" | "points" | "code">> = {
  refund: "detail",
  return: "detail",
  exchange: "detail",
  change_address: "detail",
  reschedule: "detail",
  give_points: "points",
  give_code: "code",
};

interface Props {
  of: readonly Step[];
  canWrite: boolean;
  change: (steps: readonly Step[]) => void;
}

/** What a macro does after its reply, in order: each can be set, moved up, taken away. */
export function Steps({ of, canWrite, change }: Props) {
  const id = useId();
  const labels = useLabels();
  const names = useNames();
  const fresh = (action: StepKind): Step["values"] => {
    if (action === "assign") return { staff_id: null };
    if (action === "label") return { add: labels[0] ? [labels[0].id] : [] };
    if (action === "snooze") return { for: "reply" };
    return action === "order" ? { order: "send_tracking", tell: true } : {};
  };
  const put = (place: number, values: Step["values"]) =>
    change(of.map((one, index) => (index === place ? { ...one, values } : one)));
  const up = (place: number) => change(of.toSpliced(place - 1, 2, of[place] as Step, of[place - 1] as Step));
  return (
    <section className="rules-card" aria-label={i18n.t("What it does then")}>
      <h2>{i18n.t("What it does then")}</h2>
      {of.length === 0 && <p className="quiet">{i18n.t("Nothing yet: it only sends its reply.")}</p>}
      <ol className="rules-list">
        {of.map((step, place) => {
          const said = tellEffect({ kind: step.action, values: step.values }, names);
          return (
            <li key={step.key}>
              <span className="main">
                <b>
                  {place + 1}. {said || KINDS[step.action]?.()}
                </b>
              </span>
              {canWrite && (
                <>
                  <StepFields of={step} label={said} put={(values) => put(place, values)} />
                  {place > 0 && (
                    <button
                      type="button"
                      className="plain"
                      style={{ minWidth: "var(--target)" }}
                      aria-label={i18n.t("Up: {step}", { step: said })}
                      onClick={() => up(place)}
                    >
                      ↑
                    </button>
                  )}
                  <button
                    type="button"
                    className="plain"
                    aria-label={i18n.t("Take away: {step}", { step: said })}
                    onClick={() => change(of.filter((one) => one !== step))}
                  >
                    {i18n.t("Take away")}
                  </button>
                </>
              )}
            </li>
          );
        })}
      </ol>
      {canWrite && of.length < MOST && (
        <div className="field">
          <label htmlFor={id}>{i18n.t("One step more")}</label>
          <select
            id={id}
            value=""
            onChange={(event) => {
              const action = event.target.value as StepKind;
              if (action in KINDS) change([...of, makeStep(action, fresh(action))]);
            }}
          >
            <option value="">{i18n.t("Choose …")}</option>
            {(Object.keys(KINDS) as StepKind[]).map((kind) => (
              <option key={kind} value={kind} disabled={kind === "label" && labels.length === 0}>
                {KINDS[kind]?.()}
              </option>
            ))}
          </select>
        </div>
      )}
    </section>
  );
}

interface FieldsProps {
  of: Step;
  label: string;
  put: (values: Step["values"]) => void;
}

/** What a step needs to be told. */
function StepFields({ of, label, put }: FieldsProps) {
  const staff = useColleagues();
  const labels = useLabels();
  const { action, values } = of;
  const style = { width: "auto", maxWidth: "100%" };
  if (action === "assign") {
    return (
      <select
        aria-label={i18n.t("Assign to somebody")}
        style={style}
        value={values.staff_id ?? ""}
        onChange={(event) => put({ staff_id: Number(event.target.value) || null })}
      >
        <option value="">{i18n.t("Nobody")}</option>
        {staff.map((one) => (
          <option key={one.id} value={one.id}>
            {nameOf(one)}
          </option>
        ))}
      </select>
    );
  }
  if (action === "label") {
    const [how, id] = values.add?.length
      ? (["add", values.add[0]] as const)
      : (["remove", values.remove?.[0]] as const);
    return (
      <>
        <select
          aria-label={i18n.t("On or off")}
          style={style}
          value={how}
          onChange={(event) => put({ [event.target.value]: [id] })}
        >
          <option value="add">{i18n.t("Put on")}</option>
          <option value="remove">{i18n.t("Take off")}</option>
        </select>
        <select
          aria-label={i18n.t("Label")}
          style={style}
          value={id ?? ""}
          onChange={(event) => put({ [how]: [Number(event.target.value)] })}
        >
          {!labels.some((one) => one.id === id) && <option value={id ?? ""}>{i18n.t("a deleted label")}</option>}
          {labels.map((one) => (
            <option key={one.id} value={one.id}>
              {one.name}
            </option>
          ))}
        </select>
      </>
    );
  }
  if (action === "snooze" && !values.until) {
    return (
      <select
        aria-label={i18n.t("Snooze")}
        style={style}
        value={values.for ?? "reply"}
        onChange={(event) => put({ for: event.target.value as "reply" })}
      >
        {(["reply", "parcel", "window"] as const).map((what) => (
          <option key={what} value={what}>
            {SNOOZED[what]()}
          </option>
        ))}
      </select>
    );
  }
  return action === "order" ? <OrderFields values={values} label={label} put={put} /> : null;
}

function OrderFields({ values, label, put }: { values: Step["values"]; label: string; put: FieldsProps["put"] }) {
  const order = values.order ?? "send_tracking";
  const needed = NEEDED[order];
  return (
    <>
      <select
        aria-label={i18n.t("Something about the order")}
        style={{ width: "auto", maxWidth: "100%" }}
        value={order}
        onChange={(event) => put({ order: event.target.value as typeof order, tell: values.tell ?? true })}
      >
        {Object.keys(ACTIONS).map((one) => (
          <option key={one} value={one}>
            {actionName(one)}
          </option>
        ))}
      </select>
      {needed && (
        <input
          aria-label={`${label}: ${i18n.t("empty: it is asked for when the macro runs")}`}
          placeholder={i18n.t("asked for when it runs")}
          type={needed === "points" ? "number" : "text"}
          min={needed === "points" ? 0 : undefined}
          style={{ width: "auto", maxWidth: "100%" }}
          value={values[needed] || ""}
          onChange={(event) =>
            put({ ...values, [needed]: needed === "points" ? Number(event.target.value) : event.target.value })
          }
        />
      )}
      <label className="check">
        <input
          type="checkbox"
          checked={values.tell !== false}
          onChange={(event) => put({ ...values, tell: event.target.checked })}
        />{" "}
        {i18n.t("the customer is told")}
      </label>
    </>
  );
}
