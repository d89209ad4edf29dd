import { i18n } from "@lingui/core";
import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { desk } from "../api/desk";
import { useStore } from "../shell/store";
import { complain, tell } from "../shell/toasts";
import { isOver, tellProgress, tellReceipt } from "./manyWords";
import { sendingJob } from "./sendingJob";

/** How far a template to many is, while it goes on; what came of it is told once it is over. */
export function SendingRow() {
  const id = useStore(sendingJob);
  return id === null ? null : <Following key={id} id={id} />;
}

function Following({ id }: { id: number }) {
  const { data, error } = useQuery({ queryKey: ["broadcast", id], queryFn: () => desk.broadcast(id), gcTime: 0 });
  useEffect(() => {
    if (error) complain(error);
    else if (!data || !isOver(data.broadcast)) return;
    else if (data.broadcast.began_at === null) tell({ text: i18n.t("Nothing was sent") });
    else tell({ text: [data.broadcast.says, tellReceipt(data.receipt)].filter(Boolean).join(" ") });
    leave(id);
  }, [id, data, error]);
  if (!data) return null;
  const { broadcast, receipt } = data;
  const handled = receipt.audience - receipt.not_started;
  return (
    <div className="bulk-row" role="status">
      <progress max={broadcast.people} value={handled} aria-label={i18n.t("Sent so far")} />
      {broadcast.says || tellProgress(broadcast, receipt)}
      <button type="button" className="link" onClick={() => leave(id)}>
        {i18n.t("Hide")}
      </button>
    </div>
  );
}

const leave = (id: number) => sendingJob.set((followed) => (followed === id ? null : followed));
