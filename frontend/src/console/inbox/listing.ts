// The list of conversations as it stands on the screen: rows do not move while somebody is in it.
import type { ConversationTold } from "../api/shapes";

/** Return the rows in the order they stood in, what is new left out, and how many that are. */
export function hold<T extends Pick<ConversationTold, "id">>(
  shown: readonly number[],
  fresh: readonly T[],
): { rows: readonly T[]; news: number } {
  const now = new Map(fresh.map((one) => [one.id, one]));
  const stood = new Set(shown);
  const rows = shown.flatMap((id) => now.get(id) ?? []);
  // What the next page brought stands below all that was there, and moves nothing.
  const last = fresh.findLastIndex((one) => stood.has(one.id));
  const below = fresh.slice(last + 1);
  const news = fresh.slice(0, last + 1).filter((one) => !stood.has(one.id)).length;
  return { rows: [...rows, ...below], news };
}

/** Return the conversation beside the open one; none open: the first. */
export function beside(ids: readonly number[], open: number | null, step: 1 | -1): number | null {
  if (open === null) return ids[0] ?? null;
  const place = ids.indexOf(open);
  if (place < 0) return ids[0] ?? null;
  return ids[place + step] ?? null;
}

/** Return where to go once one is done: the one below, else the one above. */
export const after = (ids: readonly number[], open: number) => beside(ids, open, 1) ?? beside(ids, open, -1);
