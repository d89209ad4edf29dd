// Which conversations are selected: their ids, or "all" for every one that the list holds, shown or not.
import { makeStore } from "../shell/store";

export type Selected = ReadonlySet<number> | "all";
const NONE: Selected = new Set();
export const selection = makeStore<Selected>(NONE);

export const clearSelection = () => selection.set(NONE);

export function toggle(id: number) {
  selection.set((before) => {
    if (before === "all") return new Set([id]);
    const next = new Set(before);
    if (!next.delete(id)) next.add(id);
    return next;
  });
}

export const sizeOf = (selected: Selected, total: number) => (selected === "all" ? total : selected.size);
