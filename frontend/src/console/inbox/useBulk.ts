// What can be done with all that are selected: each a job on the server, that can be undone for a while.
import { useRef, useState } from "react";
import { desk } from "../api/desk";
import type { BulkMade, PutOff, Staff, WhichConversations } from "../api/shapes";
import { may, useMe } from "../session/session";
import { menuOpen } from "../shell/panes";
import { usePlace } from "../shell/place";
import { complain } from "../shell/toasts";
import { bulkJob } from "./BulkRow";
import { clearSelection, type Selected } from "./selection";

type Values = NonNullable<BulkMade["values"]>;

export function useBulk(selected: Selected) {
  const place = usePlace();
  const me = useMe();
  const which: WhichConversations =
    selected === "all" ? { folder: place.folder, query: place.query || null } : { ids: [...selected] };
  const [busy, setBusy] = useState(false);
  const running = useRef(false);
  const run = async (action: BulkMade["action"], values: Values = {}) => {
    // A key comes again before the page has drawn that the first is on its way.
    if (running.current) return;
    running.current = true;
    setBusy(true);
    menuOpen.set("");
    try {
      const job = await desk.bulk({ action, values, ...which });
      clearSelection();
      bulkJob.set(job.id);
    } catch (error) {
      complain(error);
    }
    running.current = false;
    setBusy(false);
  };
  const assign = (to: Pick<Staff, "id"> | null) => void run("assign", { staff_id: to?.id ?? null });
  return {
    busy,
    which,
    maySend: may(me, "broadcasts.write"),
    assign,
    assignMe: () => assign(me.staff),
    label: (add: readonly number[]) => void run("label", { add: [...add] }),
    snooze: (how: PutOff) => void run("snooze", how),
    resolve: () => void run("resolve"),
    answered: () => void run("answered"),
  };
}
