import { i18n } from "@lingui/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Refused } from "../api/problem";
import type { Broadcast, Receipt } from "../api/shapes";
import { toStep } from "../broadcasts/where";
import { PersonDialog } from "../customers/PersonDialog";
import { may, useMe } from "../session/session";
import { complain, tell } from "../shell/toasts";
import { isOver } from "./pace";
import { RECEIPT_KEYS, receipts } from "./receipts";
import { mayComeRight } from "./sums";
import { count } from "./words";

interface Props {
  broadcast: Broadcast;
  receipt: Receipt;
}

/** What can be done with it now: paused, resumed, called off; once it is over, kept as a file or tried again. */
export function Steps({ broadcast, receipt }: Props) {
  const me = useMe();
  const { id, state } = broadcast;
  const [asking, setAsking] = useState(false);
  const step = useStep(id);
  const again = useMutation({
    mutationFn: () => receipts.retry(id),
    onSuccess: (draft) => toStep(draft.id, "check"),
    onError: complain,
  });
  const busy = step.isPending || again.isPending;
  const button = (words: string, run: () => void, main = false) => (
    <button type="button" className={main ? "primary" : "plain"} disabled={busy} onClick={run}>
      {words}
    </button>
  );
  const writes = may(me, "broadcasts.write");
  return (
    <div className="receipt-steps" role="group" aria-label={i18n.t("What can be done")}>
      {writes && state === "scheduled" && button(i18n.t("Not yet: back to the draft"), () => step.mutate("undo"))}
      {writes && (state === "running" || state === "freezing") && button(i18n.t("Pause"), () => step.mutate("pause"))}
      {writes && state === "paused" && button(i18n.t("Resume"), () => step.mutate("resume"), true)}
      {writes && state !== "draft" && !isOver(broadcast) && button(i18n.t("Call off…"), () => setAsking(true))}
      {broadcast.retried_by !== null && (
        <ToOther id={broadcast.retried_by} words={i18n.t("Another try was made of it")} />
      )}
      {broadcast.parent_id !== null && (
        <ToOther id={broadcast.parent_id} words={i18n.t("The broadcast that this one tries again")} />
      )}
      {writes &&
        isOver(broadcast) &&
        broadcast.retried_by === null &&
        mayComeRight(receipt) &&
        button(i18n.t("Retry what may come right"), () => again.mutate(), true)}
      <a className="plain" href={receipts.csv(id)} download={`broadcast-${id}.csv`}>
        {i18n.t("Download as CSV")}
      </a>
      {asking && (
        <CallOff
          receipt={receipt}
          shut={() => setAsking(false)}
          callOff={() => {
            setAsking(false);
            step.mutate("cancel");
          }}
        />
      )}
    </div>
  );
}

/** A link to another broadcast, whatever step of it is open now. */
function ToOther({ id, words }: { id: number; words: string }) {
  return (
    <a
      className="plain"
      href={`/console/broadcasts/${id}`}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey) return;
        event.preventDefault();
        toStep(id, "");
      }}
    >
      {words}
    </a>
  );
}

function useStep(id: number) {
  const queries = useQueryClient();
  const refresh = () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: ["broadcast", id] }),
      queries.invalidateQueries({ queryKey: ["receipt", id] }),
    ]);
  return useMutation({
    mutationFn: (name: "pause" | "resume" | "cancel" | "undo") => receipts[name](id),
    onSuccess: (now, name) => {
      queries.setQueryData(RECEIPT_KEYS.broadcast(id), now);
      if (name === "undo") toStep(id, "confirm");
      if (name === "pause") {
        tell({
          text: i18n.t("Paused: nothing more leaves"),
          undo: () => receipts.resume(id).then(refresh),
          label: i18n.t("Resume"),
        });
      }
      return refresh();
    },
    onError: (error) => {
      // Somebody was faster, or it is over: what it is now is shown.
      const moved = error instanceof Refused && error.status === 409;
      complain(moved ? new Error(i18n.t("It has moved on meanwhile: look at it again.")) : error);
      return refresh();
    },
  });
}

/** Calling it off cannot be taken back: what happens is said first. */
function CallOff({ receipt, shut, callOff }: { receipt: Receipt; shut: () => void; callOff: () => void }) {
  const left = receipt.not_started;
  return (
    <PersonDialog title={i18n.t("Call it off?")} shut={shut}>
      <div className="dialog-form">
        <p>
          {i18n.t(
            "{n, plural, one {# person whose turn has not come gets} other {# people whose turn has not come get}} nothing.",
            {
              n: left,
            },
          )}
        </p>
        <p>
          {i18n.t(
            "What has left stays sent: {n}. A broadcast that was called off does not go on; you can send a new one.",
            {
              n: count(receipt.accepted),
            },
          )}
        </p>
        <div className="dialog-buttons">
          <button type="button" className="plain" onClick={shut}>
            {i18n.t("Let it go on")}
          </button>
          <button type="button" className="primary danger" onClick={callOff}>
            {i18n.t("Call off")}
          </button>
        </div>
      </div>
    </PersonDialog>
  );
}
