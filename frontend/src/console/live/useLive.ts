import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { sendHeld } from "../composer/outbox";
import { makeHearing } from "./news";
import { listen } from "./stream";

/** Since when the line is down; null while it works. */
export type LineState = { lostAt: number | null };

/** What changed in the inbox after it was fetched and before the line was there, nobody tells. */
const BEFORE = { seq: 0, kind: "conversation", id: 0 };

/** Keep what is shown up to date for as long as somebody is logged in. */
export function useLive(staffId: number): LineState {
  const queries = useQueryClient();
  const [state, setState] = useState<LineState>({ lostAt: null });
  // biome-ignore lint/correctness/useExhaustiveDependencies: somebody else has another stream
  useEffect(() => {
    const hearing = makeHearing(queries);
    let wasLost = false;
    const address = document.getElementById("console")?.dataset.live ?? "/live";
    return listen(address, {
      heard: hearing.hear,
      open: () => {
        setState({ lostAt: null });
        if (wasLost) hearing.all();
        else hearing.hear(BEFORE);
        wasLost = false;
        void sendHeld();
      },
      lost: () => {
        wasLost = true;
        setState((before) => (before.lostAt === null ? { lostAt: Date.now() } : before));
      },
    });
  }, [queries, staffId]);
  return state;
}
