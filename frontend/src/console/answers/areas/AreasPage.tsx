import { i18n } from "@lingui/core";
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import { Refused } from "../../api/problem";
import { asCount, faultsAt, Loaded, Nothing, SentForm, wrongAt } from "../../rules/parts";
import { useSettled } from "../../segments/useSettled";
import { Field } from "../../session/Field";
import { may, useMe } from "../../session/session";
import { ShowMore } from "../../shell/ShowMore";
import { complain, tell } from "../../shell/toasts";
import { type Area, areas, KEYS } from "../calls";
import { TableBox } from "../table/TableBox";
import "../../rules/rules.css";
import "../answers.css";

const FRESH: Area = { prefix: "", days_min: 2, days_max: 4, cod: true, served: true, version: 0 };

/** Where the shop delivers: by the beginning of PIN codes; the longest that fits decides. */
export function AreasPage() {
  const id = useId();
  const canWrite = may(useMe(), "catalogue.write");
  const [typed, setTyped] = useState("");
  const [edited, setEdited] = useState<Area | null>(null);
  const [replace, setReplace] = useState(false);
  const begins = useSettled(typed.replace(/\D/g, "").slice(0, 6), 300);
  const found = useInfiniteQuery({
    queryKey: KEYS.areas(begins),
    queryFn: ({ pageParam }) => areas.list(begins, pageParam),
    initialPageParam: "",
    getNextPageParam: (page) => page.next,
    placeholderData: (before) => before,
  });
  return (
    <div className="rules-page">
      <p className="quiet">
        {i18n.t(
          "Your assistant answers “do you deliver to 380015?” by this. 38 stands for all PIN codes that begin with it; the longest beginning decides.",
        )}
      </p>
      <Check />
      {canWrite && <AreaForm key={edited?.prefix ?? ""} of={edited ?? FRESH} done={() => setEdited(null)} />}
      <search className="rules-tools">
        <div className="field grow">
          <label htmlFor={id}>{i18n.t("PIN codes that begin with")}</label>
          <input
            id={id}
            type="search"
            inputMode="numeric"
            value={typed}
            maxLength={6}
            onChange={(event) => setTyped(event.target.value)}
          />
        </div>
      </search>
      <Loaded of={found}>
        {({ pages }) => {
          const all = pages.flatMap((page) => page.areas);
          if (all.length === 0) {
            return (
              <Nothing
                say={
                  begins
                    ? i18n.t("No place begins so.")
                    : i18n.t("There is no place yet: until then the assistant says that it doesn't know.")
                }
              />
            );
          }
          return (
            <ul className="rules-list">
              {all.map((one) => (
                <Row key={one.prefix} of={one} edit={canWrite ? () => setEdited(one) : undefined} />
              ))}
            </ul>
          );
        }}
      </Loaded>
      <ShowMore of={found} />
      <TableBox
        get="/delivery-areas.csv"
        send="/delivery-areas/import"
        canWrite={canWrite}
        query={{ mode: replace ? "replace" : "add" }}
      >
        <label className="check">
          <input type="checkbox" checked={replace} onChange={(event) => setReplace(event.target.checked)} />{" "}
          {i18n.t("Places that the table does not name go")}
        </label>
      </TableBox>
    </div>
  );
}

function saidOf({ served, days_min, days_max, cod }: Pick<Area, "served" | "days_min" | "days_max" | "cod">): string {
  if (!served) return i18n.t("Not delivered there");
  const days = i18n.t("{least} to {most} days", { least: days_min, most: days_max });
  return `${days} · ${cod ? i18n.t("cash on delivery") : i18n.t("no cash on delivery")}`;
}

function Check() {
  const id = useId();
  const [pin, setPin] = useState("");
  const digits = pin.replace(/\D/g, "");
  const found = useQuery({
    queryKey: ["settings", "areas", "check", digits],
    queryFn: () => areas.check(digits),
    enabled: digits.length === 6,
  });
  return (
    <div className="rules-tools">
      <div className="field">
        <label htmlFor={id}>{i18n.t("Try a PIN code")}</label>
        <input id={id} inputMode="numeric" value={pin} maxLength={8} onChange={(event) => setPin(event.target.value)} />
      </div>
      <p aria-live="polite">
        {found.data && digits.length === 6 && (
          <>
            {saidOf(found.data)} {found.data.by ? `(${found.data.by}*)` : `(${i18n.t("no place fits")})`}
          </>
        )}
      </p>
    </div>
  );
}

function Row({ of, edit }: { of: Area; edit: (() => void) | undefined }) {
  const queries = useQueryClient();
  const drop = async () => {
    try {
      await areas.drop(of.prefix);
      await queries.invalidateQueries({ queryKey: ["settings", "areas"] });
      const undo = () =>
        areas
          .write(of.prefix, { ...of, version: 0 })
          .then(() => queries.invalidateQueries({ queryKey: ["settings", "areas"] }));
      tell({ text: i18n.t("The place is dropped"), seconds: 10, undo });
    } catch (error) {
      complain(error);
    }
  };
  return (
    <li>
      <div className="main">
        <b>{of.prefix.length < 6 ? `${of.prefix}*` : of.prefix}</b>
        <small>{saidOf(of)}</small>
      </div>
      {edit && (
        <div className="rules-buttons">
          <button
            type="button"
            className="plain"
            aria-label={i18n.t("Change {what}", { what: of.prefix })}
            onClick={edit}
          >
            {i18n.t("Change")}
          </button>
          <button
            type="button"
            className="plain"
            aria-label={i18n.t("Drop {what}", { what: of.prefix })}
            onClick={() => void drop()}
          >
            {i18n.t("Drop")}
          </button>
        </div>
      )}
    </li>
  );
}

function AreaForm({ of, done }: { of: Area; done: () => void }) {
  const queries = useQueryClient();
  const [typed, setTyped] = useState<Area>(of);
  const change = (changes: Partial<Area>) => setTyped((before) => ({ ...before, ...changes }));
  const isNew = of.version === 0;
  const save = useMutation({
    mutationFn: () => areas.write(typed.prefix.replace(/[\s*xX]/g, "") || "?", typed),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ["settings", "areas"] });
      tell({ text: i18n.t("Saved"), seconds: 3 });
      setTyped(FRESH);
      done();
    },
    onError: (error) => {
      if (error instanceof Refused && error.status === 409) {
        return complain(
          new Error(i18n.t("There is another place for these digits, or somebody has changed it: look below.")),
        );
      }
      if (faultsAt(error, "/").length === 0) complain(error);
    },
  });
  const days = (name: "days_min" | "days_max", label: string) => (
    <Field
      label={label}
      inputMode="numeric"
      value={String(typed[name])}
      wrong={wrongAt(save.error, `/${name}`)}
      onChange={(event) => change({ [name]: asCount(event.target.value) })}
    />
  );
  return (
    <SentForm
      of={save}
      send={() => save.mutate()}
      said={["/prefix", "/days_min", "/days_max"]}
      className="rules-card area-form"
      label={isNew ? i18n.t("A new place") : i18n.t("Change {what}", { what: of.prefix })}
    >
      <Field
        label={i18n.t("PIN code, or its beginning: 38*")}
        inputMode="numeric"
        value={typed.prefix}
        maxLength={8}
        readOnly={!isNew}
        wrong={wrongAt(save.error, "/prefix")}
        onChange={(event) => change({ prefix: event.target.value })}
      />
      {days("days_min", i18n.t("Days at least"))}
      {days("days_max", i18n.t("Days at most"))}
      <label className="check">
        <input type="checkbox" checked={typed.cod} onChange={(event) => change({ cod: event.target.checked })} />{" "}
        {i18n.t("cash on delivery")}
      </label>
      <label className="check">
        <input
          type="checkbox"
          checked={!typed.served}
          onChange={(event) => change({ served: !event.target.checked })}
        />{" "}
        {i18n.t("Not delivered there")}
      </label>
      <div className="rules-buttons">
        <button type="submit" className="primary" disabled={save.isPending || typed.prefix.trim() === ""}>
          {isNew ? i18n.t("Add the place") : i18n.t("Save")}
        </button>
        {!isNew && (
          <button type="button" className="plain" onClick={done}>
            {i18n.t("Cancel")}
          </button>
        )}
      </div>
    </SentForm>
  );
}
