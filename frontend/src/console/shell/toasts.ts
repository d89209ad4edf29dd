// What was done and can be undone, and what went wrong: shown for a while, the newest last.
import { makeStore } from "./store";

export interface Toast {
  id: number;
  text: string;
  kind: "done" | "wrong";
  seconds: number;
  undo?: () => Promise<unknown> | undefined;
  /** What the button says; "Undo" where it says nothing. */
  label?: string;
}

export const UNDO_SECONDS = 10;
const WRONG_SECONDS = 8;
let count = 0;
export const toasts = makeStore<readonly Toast[]>([]);

export function tell(toast: Partial<Toast> & { text: string }): number {
  const id = ++count;
  const kind = toast.kind ?? "done";
  const seconds = toast.seconds ?? (kind === "wrong" ? WRONG_SECONDS : UNDO_SECONDS);
  toasts.set((shown) => [...shown.slice(-2), { ...toast, id, kind, seconds }]);
  window.setTimeout(() => drop(id), seconds * 1000);
  return id;
}

export const complain = (error: unknown) => {
  const text = error instanceof Error ? error.message : String(error);
  if (text) tell({ text, kind: "wrong" });
};

export function drop(id: number) {
  toasts.set((shown) => (shown.some((one) => one.id === id) ? shown.filter((one) => one.id !== id) : shown));
}

/** Undo what was done last; false where nothing can be undone. */
export function undoLast(): boolean {
  const last = toasts.get().findLast((one) => one.undo);
  if (!last) return false;
  undo(last);
  return true;
}

export function undo(toast: Toast) {
  drop(toast.id);
  void Promise.resolve(toast.undo?.()).catch(complain);
}
