import { i18n } from "@lingui/core";
import { useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import { call } from "../../api/client";
import { Refused } from "../../api/problem";
import type { components } from "../../api/schema";
import { CONNECTIONS } from "./calls";

type Taken = components["schemas"]["OrderSheetTaken"];
const SHOWN = 20;

/** Orders of a sheet: taken as a whole, or told row by row why not. */
export function SheetBox() {
  const id = useId();
  const queries = useQueryClient();
  const [told, setTold] = useState<Taken | null>(null);
  const [wrong, setWrong] = useState<readonly string[]>([]);
  const [busy, setBusy] = useState(false);
  const bring = async (file: File) => {
    setBusy(true);
    setTold(null);
    setWrong([]);
    await call<Taken>("POST", "/orders/sheet", { file }).then(setTold, (error: Error) => {
      const faults = error instanceof Refused ? (error.problem.errors ?? []) : [];
      setWrong(faults.length > 0 ? faults.map((one) => one.detail) : [error.message]);
    });
    setBusy(false);
    void queries.invalidateQueries({ queryKey: CONNECTIONS });
  };
  return (
    <section className="settings-card" aria-busy={busy}>
      <div className="field">
        <label htmlFor={id}>{i18n.t("Orders of a sheet (CSV), ours or Shopify's export")}</label>
        <input
          id={id}
          type="file"
          accept=".csv,text/csv"
          onChange={(event) => {
            const [file] = event.target.files ?? [];
            event.target.value = "";
            if (file) void bring(file);
          }}
        />
      </div>
      {told && (
        <p role="status">
          {i18n.t("{orders} orders were read, {events} things in them are new.", {
            orders: told.orders,
            events: told.new_events,
          })}{" "}
          {told.without_phone > 0 &&
            i18n.t("{count} have no phone: nobody is written to about those.", { count: told.without_phone })}
        </p>
      )}
      {wrong.length > 0 && (
        <div role="alert" className="wrong">
          <p>{i18n.t("Nothing was taken: mend these in the sheet, then bring it again.")}</p>
          <ul>
            {wrong.slice(0, SHOWN).map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </div>
      )}
    </section>
  );
}
