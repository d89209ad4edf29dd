// What is being written, per conversation and kind: kept here at once, on the server a second after the last key.
import { useCallback, useEffect, useRef, useState } from "react";
import { desk } from "../api/desk";

const QUIET = 1000;
const written = new Map<string, string>();

export function useDraft(id: number, kind: "reply" | "note", saved: string) {
  const key = `${id} ${kind}`;
  const [text, setText] = useState(() => written.get(key) ?? saved);
  const waiting = useRef<{ timer: number; text: string } | null>(null);
  const save = useCallback(() => {
    if (!waiting.current) return;
    window.clearTimeout(waiting.current.timer);
    void desk.draft(id, kind, waiting.current.text).catch(() => undefined);
    waiting.current = null;
  }, [id, kind]);
  useEffect(() => save, [save]);
  const write = useCallback(
    (now: string) => {
      setText(now);
      written.set(key, now);
      window.clearTimeout(waiting.current?.timer);
      waiting.current = { text: now, timer: window.setTimeout(save, QUIET) };
    },
    [key, save],
  );
  return { text, write };
}
