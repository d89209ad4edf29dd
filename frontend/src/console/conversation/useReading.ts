import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { desk } from "../api/desk";
import type { ConversationWhole, TimelineItem } from "../api/shapes";
import { patch } from "./cache";
import { newest } from "./showing";

/** What is open on a visible page is read by me. It stays bold until somebody answers. */
export function useReading(of: ConversationWhole, items: readonly TimelineItem[]) {
  const queries = useQueryClient();
  const seen = newest(items);
  const told = useRef("");
  useEffect(() => {
    const look = () => {
      const what = `${of.id} ${seen}`;
      if (!seen || told.current === what || document.visibilityState !== "visible") return;
      told.current = what;
      patch(queries, of.id, { unread: false });
      // Nobody waits for this: it is said again with the next look.
      void desk.read(of.id, seen).catch(() => {
        told.current = "";
      });
    };
    look();
    document.addEventListener("visibilitychange", look);
    return () => document.removeEventListener("visibilitychange", look);
  }, [queries, of.id, seen]);
}
