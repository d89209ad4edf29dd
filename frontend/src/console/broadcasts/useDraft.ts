import { i18n } from "@lingui/core";
import { type QueryClient, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useRef, useState } from "react";
import { Refused } from "../api/problem";
import { complain, tell } from "../shell/toasts";
import { BROADCAST_KEYS, type Broadcast, type Change, calls } from "./calls";

const NOTHING_WAITS = Promise.resolve(true);

export interface Draft {
  of: Broadcast;
  /** Keep a change at once on the screen, then on the server; one after the other. */
  save: (change: Change) => Promise<boolean>;
  saving: boolean;
  /** Wait until what is being changed is kept; the version it has then, null where the last of it was refused. */
  settle: () => Promise<number | null>;
}

/** Show a broadcast as an answer to a change told it: no read that was asked before may put it back as it was. */
export async function keepAnswer(queries: QueryClient, now: Broadcast): Promise<void> {
  await queries.cancelQueries({ queryKey: BROADCAST_KEYS.one(now.id) });
  queries.setQueryData(BROADCAST_KEYS.one(now.id), now);
}

/** Return a broadcast and what changes it; what a colleague has changed meanwhile is shown and said. */
export function useDraft(id: number) {
  const queries = useQueryClient();
  const key = BROADCAST_KEYS.one(id);
  const found = useQuery({ queryKey: key, queryFn: () => calls.read(id) });
  const line = useRef(NOTHING_WAITS);
  const [waiting, setWaiting] = useState(0);
  const save = useCallback(
    (change: Change) => {
      const at = BROADCAST_KEYS.one(id);
      const keep = (now: Broadcast) => queries.setQueryData(at, now);
      const before = queries.getQueryData<Broadcast>(at);
      if (before) keep({ ...before, ...(change as Partial<Broadcast>) });
      const send = async () => {
        try {
          const version = queries.getQueryData<Broadcast>(at)?.version ?? 1;
          await queries.cancelQueries({ queryKey: at });
          await keepAnswer(queries, await calls.revise(id, version, change));
          void queries.invalidateQueries({ queryKey: BROADCAST_KEYS.outlook(id) });
          return true;
        } catch (error) {
          const present = error instanceof Refused && error.status === 409 ? error.problem.present : null;
          if (present) {
            keep(present as unknown as Broadcast);
            tell({ text: i18n.t("Somebody else has changed it: this is how it is now."), kind: "wrong" });
          } else {
            complain(remedyOf(error));
            void queries.invalidateQueries({ queryKey: at });
          }
          return false;
        }
      };
      setWaiting((many) => many + 1);
      const sent = line.current.then(send).finally(() => {
        setWaiting((many) => many - 1);
        // What was refused has been told, and stands in the way of nothing later.
        if (line.current === sent) line.current = NOTHING_WAITS;
      });
      line.current = sent;
      return sent;
    },
    [id, queries],
  );
  const settle = useCallback(async () => {
    const kept = await line.current;
    return kept ? (queries.getQueryData<Broadcast>(BROADCAST_KEYS.one(id))?.version ?? null) : null;
  }, [id, queries]);
  return { found, save, saving: waiting > 0, settle };
}

/** Return what is to be done about a field that was refused, as the error to show. */
export function remedyOf(error: unknown): unknown {
  const first = error instanceof Refused ? error.problem.errors?.[0] : undefined;
  return first ? new Error(first.remedy) : error;
}
