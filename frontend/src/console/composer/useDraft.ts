// What is being written, per conversation and kind: kept here at once, on the server a second after the last key.
import { useCallback, useEffect, useRef, useState } from "react";
import { desk } from "../api/desk";

const QUIET = 1000;
const written = new Map<string, string>();
// One after the other: an older text must not arrive last.
const saving = new Map<string, Promise<unknown>>();

export function useDraft(id: number, kind: "reply" | "note", saved: string) {
  const key = `${id} ${kind}`;
  const [text, setText] = useState(() => written.get(key) ?? saved);
  const waiting = useRef<{ timer: number; text: string } | null>(null);
  const save = useCallback(() => {
    if (!waiting.current) return;
    window.clearTimeout(waiting.current.timer);
    const { text } = waiting.current;
    const before = saving.get(key) ?? Promise.resolve();
    saving.set(
      key,
      before.then(() => desk.draft(id, kind, text)).catch(() => undefined),
    );
    waiting.current = null;
  }, [id, kind, key]);
  useEffect(() => save, [save]);
  const write = useCallback(
    (now: string) => {
      setText(now);
      written.set(key, now);
      window.clearTimeout(waiting.current?.timer);
      waiting.current = { text: now, timer: window.setTimeout(save, QUIET) };
      if (now === "") save(); // sent or given up: whoever leaves now finds it empty
    },
    [key, save],
  );
  return { text, write };
}
