import { i18n } from "@lingui/core";
import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useId, useState } from "react";
import { Refused } from "../../api/problem";
import { complain, tell } from "../../shell/toasts";
import { faq, sendTable, type Taken } from "../calls";
import { type SheetFault, sayFault } from "./faultWords";

const SHOWN = 20;

interface Props {
  /** Where the table is got and where it is sent. */
  get: string;
  send: string;
  canWrite: boolean;
  /** What goes with it: whether other rows go, say. */
  query?: Record<string, string>;
  children?: ReactNode;
}

/** A table to be kept, and one to be taken in: first looked at, then taken; what is wrong is said row by row. */
export function TableBox({ get, send, canWrite, query = {}, children }: Props) {
  const id = useId();
  const queries = useQueryClient();
  const [file, setFile] = useState<File | null>(null);
  const [seen, setSeen] = useState<Taken | null>(null);
  const [faults, setFaults] = useState<readonly SheetFault[]>([]);
  const [busy, setBusy] = useState(false);

  const submit = async (chosen: File, more: Record<string, string>) => {
    setBusy(true);
    setFaults([]);
    try {
      const done = await sendTable(send, chosen, { ...query, ...more });
      if (done.dry_run) return setSeen(done);
      setFile(null);
      setSeen(null);
      void queries.invalidateQueries({ queryKey: ["settings"] });
      tell({
        text: sayTaken(done),
        seconds: done.deed ? 12 : 5,
        ...(done.deed && {
          undo: () => faq.undo(done.deed as number).then(() => queries.invalidateQueries({ queryKey: ["settings"] })),
        }),
      });
    } catch (error) {
      setSeen(null);
      const told = error instanceof Refused ? (error.problem.present as { faults?: SheetFault[] } | null) : null;
      if (told?.faults) setFaults(told.faults);
      else complain(error);
    } finally {
      setBusy(false);
    }
  };

  return (
    <section className="rules-card" aria-label={i18n.t("As a table")} aria-busy={busy}>
      <h2>{i18n.t("As a table")}</h2>
      <div className="rules-buttons">
        <a className="plain" href={`/api/v1${get}`} download>
          {i18n.t("Download as CSV")}
        </a>
      </div>
      {canWrite && (
        <>
          {children}
          <div className="field">
            <label htmlFor={id}>{i18n.t("A CSV file to take in")}</label>
            <input
              id={id}
              type="file"
              accept=".csv,text/csv,text/plain"
              // The same file once more, mended meanwhile, is another one.
              onClick={(event) => {
                event.currentTarget.value = "";
              }}
              aria-describedby={`${id}-wrong`}
              aria-invalid={faults.length > 0}
              onChange={(event) => {
                const chosen = event.target.files?.[0] ?? null;
                setFile(chosen);
                setSeen(null);
                setFaults([]);
                if (chosen) void submit(chosen, { dry_run: "true" });
              }}
            />
          </div>
          <div id={`${id}-wrong`} role="alert" className="faults">
            {faults.slice(0, SHOWN).map((one) => (
              <p key={`${one.row}-${one.column}-${one.name}`} className="wrong">
                {sayFault(one)}
              </p>
            ))}
            {faults.length > SHOWN && <p>{i18n.t("and {count} more", { count: faults.length - SHOWN })}</p>}
            {faults.length > 0 && <p>{i18n.t("Nothing of it was taken.")}</p>}
          </div>
          {seen && file && (
            <div className="rules-buttons" role="status">
              <span>{sayTaken(seen)}</span>
              <button
                type="button"
                className="primary"
                disabled={busy || seen.new + seen.changed + (seen.dropped ?? 0) === 0}
                onClick={() => void submit(file, {})}
              >
                {i18n.t("Take it")}
              </button>
            </div>
          )}
        </>
      )}
    </section>
  );
}

function sayTaken({ rows, new: fresh, changed, same, dropped }: Taken): string {
  const said = i18n.t("{rows} rows: {fresh} new, {changed} changed, {same} as they are.", {
    rows,
    fresh,
    changed,
    same,
  });
  return dropped ? `${said} ${i18n.t("{dropped} go.", { dropped })}` : said;
}
