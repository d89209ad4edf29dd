import { i18n } from "@lingui/core";
import { useState } from "react";
import { desk } from "../api/desk";
import type { BulkMade } from "../api/shapes";
import { usePlace } from "../shell/place";
import { complain } from "../shell/toasts";
import { bulkJob } from "./BulkRow";
import { nameOf, useColleagues, useLabels } from "./people";
import { clearSelection, type Selected, selection } from "./selection";

interface Props {
  selected: Selected;
  ids: readonly number[];
  more: boolean;
}

/** What can be done with all that are selected, at once: a job on the server, that can be undone for a while. */
export function SelectionBar({ selected, ids, more }: Props) {
  const place = usePlace();
  const staff = useColleagues();
  const labels = useLabels();
  const [busy, setBusy] = useState(false);
  const all = selected === "all";
  if (!all && selected.size === 0) return null;

  const run = async (action: BulkMade["action"], values: NonNullable<BulkMade["values"]> = {}) => {
    const which = all ? { folder: place.folder, query: place.query || null } : { ids: [...selected] };
    setBusy(true);
    try {
      const job = await desk.bulk({ action, values, ...which });
      clearSelection();
      bulkJob.set(job.id);
    } catch (error) {
      complain(error);
    }
    setBusy(false);
  };
  return (
    <div className="selection-bar" role="toolbar" aria-label={i18n.t("With the selected")}>
      <b>
        {all
          ? i18n.t("All that match")
          : i18n.t("{n, plural, one {# selected} other {# selected}}", { n: selected.size })}
      </b>
      {!all && more && selected.size >= ids.length && (
        <button type="button" className="link" onClick={() => selection.set("all")}>
          {i18n.t("Select all that match")}
        </button>
      )}
      <select
        aria-label={i18n.t("Assign")}
        value=""
        disabled={busy}
        onChange={(event) => void run("assign", { staff_id: Number(event.target.value) || null })}
      >
        <option value="">{i18n.t("Assign")}</option>
        {staff.map((one) => (
          <option key={one.id} value={one.id}>
            {nameOf(one)}
          </option>
        ))}
        <option value="0">{i18n.t("Nobody")}</option>
      </select>
      <select
        aria-label={i18n.t("Add a label")}
        value=""
        disabled={busy}
        onChange={(event) => void run("label", { add: [Number(event.target.value)] })}
      >
        <option value="">{i18n.t("Label")}</option>
        {labels.map((one) => (
          <option key={one.id} value={one.id}>
            {one.name}
          </option>
        ))}
      </select>
      <button type="button" disabled={busy} onClick={() => void run("resolve")}>
        {i18n.t("Resolve")}
      </button>
      <button type="button" disabled={busy} onClick={() => void run("snooze", { for: "reply" })}>
        {i18n.t("Snooze until they write")}
      </button>
      <button type="button" disabled={busy} onClick={() => void run("answered")}>
        {i18n.t("No answer needed")}
      </button>
      <button type="button" className="link" onClick={clearSelection}>
        {i18n.t("Clear")}
      </button>
    </div>
  );
}
