import { i18n } from "@lingui/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import { PastVersions } from "../answers/topics/PastVersions";
import { desk, KEYS } from "../api/desk";
import type { Macro } from "../api/shapes";
import { tellEffect } from "../conversation/effects";
import { Faults, faultsAt, Loaded, Nothing, SentForm } from "../rules/parts";
import { may, useMe } from "../session/session";
import { go } from "../shell/place";
import { type MacroTyped, macros } from "./calls";
import { useNames } from "./names";
import { Drop, useMayKeep, useSaving } from "./parts";
import { Steps } from "./Steps";
import { actionsOf, type Step, stepsOf } from "./steps";

/** A macro: its reply, and what is done after it, step by step. */
export function OneMacro({ of }: { of: string }) {
  const found = useQuery({ queryKey: KEYS.macros, queryFn: desk.macros });
  const [restored, setRestored] = useState(0);
  return (
    <>
      <button type="button" className="link" onClick={() => go({ rest: "macros" })}>
        {i18n.t("All macros")}
      </button>
      <Loaded of={found}>
        {(all) => {
          const macro = all.find(({ id }) => String(id) === of);
          if (of !== "new" && !macro) return <Nothing say={i18n.t("There is no such macro (any more).")} />;
          // What was brought back is not what was typed: the form begins anew.
          return (
            <>
              <Editor key={`${restored}`} macro={macro} />
              {macro && <Past of={macro} done={() => setRestored(restored + 1)} />}
            </>
          );
        }}
      </Loaded>
    </>
  );
}

function Past({ of, done }: { of: Macro; done: () => void }) {
  const canWrite = useMayKeep(of);
  const queries = useQueryClient();
  const names = useNames();
  return (
    <PastVersions
      name={[...KEYS.macros, of.id, of.version]}
      load={() => macros.versions(of.id)}
      now={of.version}
      canWrite={canWrite}
      say={({ name, effects }) => ({
        said: <small>{`${name}: ${effects.map((effect) => tellEffect(effect, names)).join(" · ")}`}</small>,
      })}
      restore={async (number) => {
        await macros.restore(of.id, of.version, number);
        await queries.invalidateQueries({ queryKey: KEYS.macros });
        done();
      }}
    />
  );
}

interface Typed {
  name?: string;
  canned_id?: number | null;
  steps?: readonly Step[];
}

function Editor({ macro }: { macro: Macro | undefined }) {
  const id = useId();
  const me = useMe();
  const keepsShared = may(me, "catalogue.write");
  const canWrite = useMayKeep(macro);
  const replies = useQuery({ queryKey: KEYS.canned, queryFn: desk.canned }).data ?? [];
  const [mine, setMine] = useState(!keepsShared);
  const [typed, setTyped] = useState<Typed>({});
  const [kept] = useState(() => stepsOf(macro?.effects ?? []));
  const steps = typed.steps ?? kept;
  const name = typed.name ?? macro?.name ?? "";
  const canned = typed.canned_id === undefined ? (macro?.canned_id ?? null) : typed.canned_id;
  const save = useSaving(
    (whole: MacroTyped) => (macro ? macros.change(macro.id, macro.version, whole) : macros.add(whole, mine)),
    (made) => (macro ? setTyped({ steps }) : go({ rest: `macros/${made.id}` })),
  );
  const isPrivate = macro ? macro.mine : mine;
  return (
    <SentForm
      of={save}
      send={() => save.mutate({ name: name.trim(), canned_id: canned, actions: actionsOf(steps) })}
      className="rules-page"
    >
      <div className="rules-fields">
        <div className="field">
          <label htmlFor={`${id}n`}>{i18n.t("Name")}</label>
          <input
            id={`${id}n`}
            value={name}
            maxLength={60}
            readOnly={!canWrite}
            aria-invalid={faultsAt(save.error, "/name").length > 0}
            aria-describedby={`${id}nw`}
            onChange={(event) => setTyped({ ...typed, name: event.target.value })}
          />
          <Faults id={`${id}nw`} of={faultsAt(save.error, "/name")} />
        </div>
        <div className="field">
          <label htmlFor={`${id}r`}>{i18n.t("The reply it sends")}</label>
          <select
            id={`${id}r`}
            value={canned ?? ""}
            disabled={!canWrite}
            aria-describedby={`${id}rw`}
            onChange={(event) => setTyped({ ...typed, canned_id: Number(event.target.value) || null })}
          >
            <option value="">{i18n.t("None")}</option>
            {replies
              .filter((one) => isPrivate || !one.mine || one.id === canned)
              .map((one) => (
                <option key={one.id} value={one.id}>
                  {one.name}
                </option>
              ))}
          </select>
          <Faults id={`${id}rw`} of={faultsAt(save.error, "/canned_id")} />
        </div>
      </div>
      {macro === undefined && keepsShared && (
        <label className="check">
          <input type="checkbox" checked={mine} onChange={(event) => setMine(event.target.checked)} />{" "}
          {i18n.t("For me alone")}
        </label>
      )}
      {!keepsShared && (
        <p className="quiet">
          {macro && !macro.mine
            ? i18n.t("It is the team’s: owners and marketers change it.")
            : i18n.t("It is yours alone: what all of the team uses is kept by owners and marketers.")}
        </p>
      )}
      <Steps of={steps} canWrite={canWrite} change={(now) => setTyped({ ...typed, steps: now })} />
      <Faults of={faultsAt(save.error, "/actions")} />
      {canWrite && (
        <div className="rules-buttons">
          <button type="submit" className="primary" disabled={save.isPending}>
            {i18n.t("Save")}
          </button>
          {macro && <Drop name={macro.name} drop={() => macros.drop(macro.id)} done={() => go({ rest: "macros" })} />}
        </div>
      )}
    </SentForm>
  );
}
