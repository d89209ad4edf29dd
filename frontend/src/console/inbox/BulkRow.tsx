import { i18n } from "@lingui/core";
import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { desk } from "../api/desk";
import type { BulkTold } from "../api/shapes";
import { makeStore, useStore } from "../shell/store";
import { complain, tell } from "../shell/toasts";
import { tellDone, tellUndone } from "./bulkWords";

const UNDO_SECONDS = 30;
/** The job that is followed: the one begun last. */
export const bulkJob = makeStore<number | null>(null);

/** How far a job is, while it goes on; what came of it is told once it is over. */
export function BulkRow() {
  const id = useStore(bulkJob);
  return id === null ? null : <Following key={id} id={id} />;
}

function Following({ id }: { id: number }) {
  const { data: job, error } = useQuery({ queryKey: ["bulk", id], queryFn: () => desk.bulkState(id), gcTime: 0 });
  useEffect(() => {
    if (error) complain(error);
    else if (job?.state === "done") tellEnd(job);
    else if (job?.state === "undone") tell({ text: tellUndone(job) });
    else return;
    bulkJob.set((followed) => (followed === id ? null : followed));
  }, [id, job, error]);
  if (!job) return null;
  const handled = job.state === "undoing" ? job.undone + job.kept : job.done + job.skipped;
  return (
    <div className="bulk-row" role="status">
      <progress max={job.total} value={handled} aria-label={i18n.t("Done so far")} />
      {i18n.t("{done} of {total}", { done: handled, total: job.total })}
      {job.state === "queued" && (
        <button type="button" className="link" onClick={() => void undo(id)}>
          {i18n.t("Undo")}
        </button>
      )}
    </div>
  );
}

function tellEnd(job: BulkTold) {
  tell({ text: tellDone(job), ...(job.done > 0 && { seconds: UNDO_SECONDS, undo: () => undo(job.id) }) });
}

async function undo(id: number) {
  await desk.undoBulk(id).catch(complain);
  bulkJob.set(id);
}
