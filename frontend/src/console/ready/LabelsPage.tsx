import { i18n } from "@lingui/core";
import { useQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import { desk, KEYS } from "../api/desk";
import type { Label } from "../api/shapes";
import { Faults, faultsAt, Loaded, Nothing, SentForm } from "../rules/parts";
import { may, useMe } from "../session/session";
import { type LabelTyped, labels } from "./calls";
import { Drop, has, Look, useSaving } from "./parts";
import "../rules/rules.css";
import "../answers/answers.css";

const FRESH: LabelTyped = { name: "", colour: "#8a1f4b", goal_minutes: null };

/** Words that conversations are sorted by: made, coloured, given a goal of their own. */
export function LabelsPage() {
  const found = useQuery({ queryKey: KEYS.labels, queryFn: desk.labels });
  const canWrite = may(useMe(), "settings.write");
  const [typed, setTyped] = useState("");
  const [made, setMade] = useState(0);
  return (
    <div className="rules-page">
      <p className="quiet">
        {i18n.t(
          "Sort conversations by them: press l in one. A goal of its own goes before the shop’s for a first answer.",
        )}
      </p>
      {canWrite ? (
        <LabelForm key={made} of={null} done={() => setMade(made + 1)} />
      ) : (
        <p className="quiet">{i18n.t("Owners make and change labels.")}</p>
      )}
      <Look typed={typed} look={setTyped} />
      <Loaded of={found}>
        {(all) => {
          const shown = all.filter((one) => has(typed, one.name));
          if (shown.length === 0) {
            const none = i18n.t("There is no label yet: begin with what comes in most, like “damage” or “wrong size”.");
            return <Nothing say={all.length === 0 ? none : i18n.t("No label has these words.")} />;
          }
          return shown.map((one) => (canWrite ? <Row key={one.id} of={one} /> : <Shown key={one.id} of={one} />));
        }}
      </Loaded>
    </div>
  );
}

function Row({ of }: { of: Label }) {
  return (
    <details className="rules-card">
      <summary>
        <Told of={of} />
      </summary>
      <LabelForm of={of} done={() => undefined} />
    </details>
  );
}

const Shown = ({ of }: { of: Label }) => (
  <div className="rules-card">
    <Told of={of} />
  </div>
);

function Told({ of }: { of: Label }) {
  return (
    <span>
      <span aria-hidden="true" style={{ color: of.colour }}>
        ●
      </span>{" "}
      <b>{of.name}</b>{" "}
      {of.goal_minutes !== null && (
        <small>{i18n.t("first answer within {minutes} minutes", { minutes: of.goal_minutes })}</small>
      )}
    </span>
  );
}

function LabelForm({ of, done }: { of: Label | null; done: () => void }) {
  const id = useId();
  const [typed, setTyped] = useState<Partial<LabelTyped>>({});
  const now = { ...(of ?? FRESH), ...typed };
  const save = useSaving(
    ({ name, colour, goal_minutes }: LabelTyped) => {
      const whole = { name: name.trim(), colour, goal_minutes };
      return of ? labels.change(of.id, of.version, whole) : labels.add(whole);
    },
    () => {
      setTyped({});
      done();
    },
  );
  const title = of ? i18n.t("Label {name}", { name: of.name }) : i18n.t("A new label");
  return (
    <SentForm
      of={save}
      send={() => save.mutate(now)}
      className={of ? "area-form" : "rules-card area-form"}
      label={title}
    >
      <div className="field">
        <label htmlFor={`${id}n`}>{i18n.t("Name")}</label>
        <input
          id={`${id}n`}
          value={now.name}
          maxLength={40}
          aria-invalid={faultsAt(save.error, "/name").length > 0}
          aria-describedby={`${id}w`}
          onChange={(event) => setTyped({ ...typed, name: event.target.value })}
        />
      </div>
      <div className="field">
        <label htmlFor={`${id}c`}>{i18n.t("Colour")}</label>
        <input
          id={`${id}c`}
          type="color"
          value={now.colour}
          onChange={(event) => setTyped({ ...typed, colour: event.target.value })}
        />
      </div>
      <div className="field">
        <label htmlFor={`${id}g`}>{i18n.t("Minutes to a first answer, or nothing")}</label>
        <input
          id={`${id}g`}
          type="number"
          min={1}
          value={now.goal_minutes ?? ""}
          aria-invalid={faultsAt(save.error, "/goal_minutes").length > 0}
          aria-describedby={`${id}w`}
          onChange={(event) =>
            setTyped({ ...typed, goal_minutes: event.target.value === "" ? null : Number(event.target.value) })
          }
        />
      </div>
      <Faults id={`${id}w`} of={faultsAt(save.error, "/")} />
      <div className="rules-buttons">
        <button
          type="submit"
          className={of ? "plain" : "primary"}
          disabled={save.isPending || now.name.trim() === "" || Object.keys(typed).length === 0}
        >
          {of ? i18n.t("Save") : i18n.t("Add the label")}
        </button>
        {of && <Drop name={of.name} uses={() => labels.uses(of.id)} drop={() => labels.drop(of.id)} />}
      </div>
    </SentForm>
  );
}
