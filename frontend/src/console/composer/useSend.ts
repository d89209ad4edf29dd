import { i18n } from "@lingui/core";
import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useCallback, useState, useSyncExternalStore } from "react";
import { once } from "../api/client";
import { desk, KEYS } from "../api/desk";
import { isAway, type Problem, Refused } from "../api/problem";
import type { ConversationWhole, MessageItem, MessageTold, Sending, TimelineItem } from "../api/shapes";
import { dropItem, putItem, refresh } from "../conversation/cache";
import { newest } from "../conversation/showing";
import { takeBack } from "../conversation/takeBack";
import { complain, tell } from "../shell/toasts";
import { holdBack } from "./outbox";

export interface Moved {
  problem: Problem;
  sending: Sending;
}
type What = Omit<Sending, "seen">;

/** Send: shown at once as on its way, with a moment to undo. `moved` is a send that somebody's newer answer has overtaken.
 * `ready` is false as long as the thread is not on the screen: nobody answers what they have not seen. */
export function useSend(of: ConversationWhole, staffId: number, giveBack: (text: string) => void) {
  const queries = useQueryClient();
  const [moved, setMoved] = useState<Moved | null>(null);
  const ready = useShown(of.id);
  const send = useCallback(
    async (what: What, anyway = false): Promise<boolean> => {
      const key = once();
      const sending: Sending = { ...what, seen: lastSeen(queries, of.id) ?? "", ...(anyway && { anyway }) };
      const shown = onItsWay(sending, key, staffId);
      setMoved(null);
      putItem(queries, of.id, shown);
      const sent = (message: MessageTold) => {
        putItem(queries, of.id, { ...message, what: "message" }, shown.id);
        offerUndo(of, message);
        refresh(queries, of.id);
      };
      const refused = (error: unknown) => {
        dropItem(queries, of.id, shown.id);
        giveBack(sending.text ?? "");
        if (error instanceof Refused && error.status === 409) setMoved({ problem: error.problem, sending });
        else complain(error);
        refresh(queries, of.id);
      };
      try {
        sent(await desk.send(of.id, sending, key));
        return true;
      } catch (error) {
        if (!isAway(error)) {
          refused(error);
          return false;
        }
        putItem(queries, of.id, { ...shown, state: "held" });
        holdBack({ conversation: of.id, sending, key, sent, refused });
        return true;
      }
    },
    [queries, of, staffId, giveBack],
  );
  return { send, ready, moved, dismiss: () => setMoved(null) };
}

/** Return whether a conversation's thread is on the screen. */
export function useShown(id: number): boolean {
  const queries = useQueryClient();
  const isThere = () => queries.getQueryData(KEYS.timeline(id)) !== undefined;
  return useSyncExternalStore((changed) => queries.getQueryCache().subscribe(changed), isThere, isThere);
}

/** Return the newest message of a conversation that is on the screen: whoever answers has seen that. */
export function lastSeen(queries: QueryClient, id: number): string | null {
  const thread = queries.getQueryData<{ pages: { items: TimelineItem[] }[] }>(KEYS.timeline(id));
  return newest(thread?.pages.flatMap((page) => page.items).toReversed() ?? []);
}

function offerUndo(of: ConversationWhole, { id, due_at }: MessageTold) {
  const seconds = Math.round((Date.parse(due_at ?? "") - Date.now()) / 1000);
  if (!(seconds > 0) || seconds > of.composer.undo_seconds + 1) return;
  tell({ text: i18n.t("Sending…"), seconds, undo: () => takeBack(of.id, id) });
}

function onItsWay(sending: Sending, key: string, staffId: number): MessageItem {
  return {
    what: "message",
    id: `held-${key}`,
    at: new Date().toISOString(),
    author: "agent",
    kind: "text",
    text: sending.text ?? "",
    locale: null,
    state: "queued",
    staff_id: staffId,
    choices: [],
    media: [],
    failure: null,
    due_at: sending.send_at ?? null,
    because: null,
    withheld: false,
    place: null,
    template: sending.template !== undefined,
  };
}
