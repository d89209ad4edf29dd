// How fast a broadcast goes and when it will be through, told from what was seen of it.
import type { Broadcast, Receipt } from "../api/shapes";
import { handledOf } from "./sums";

/** How many were handled at a time. */
export interface Look {
  at: number;
  handled: number;
}

const MINUTE = 60_000;
const SEEN_FOR = 2 * MINUTE;
const LEAST = 5_000;

/** Return the looks of the last two minutes with one more; from the beginning where the count went back. */
export function withLook(looks: readonly Look[], look: Look): readonly Look[] {
  if (looks.some((one) => one.handled > look.handled)) return [look];
  const last = looks.at(-1);
  if (last && last.at >= look.at) return looks;
  return [...looks.filter((one) => one.at >= look.at - SEEN_FOR), look];
}

/** Return how many a minute: by the looks, else since it began; null where neither says. */
export function rateOf(looks: readonly Look[], began: string | null): number | null {
  const [first, last] = [looks[0], looks.at(-1)];
  if (!first || !last) return null;
  if (last.at - first.at >= LEAST) return ((last.handled - first.handled) / (last.at - first.at)) * MINUTE;
  const since = began === null ? 0 : last.at - Date.parse(began);
  return since >= LEAST && last.handled > 0 ? (last.handled / since) * MINUTE : null;
}

/** Return when all will have been handled, at this rate; null where it stands still or is not known. */
export function endOf(rate: number | null, { people }: Broadcast, receipt: Receipt, now: number): number | null {
  const left = people - handledOf(receipt);
  return rate === null || rate <= 0 || left <= 0 ? null : now + (left / rate) * MINUTE;
}

const GOING = ["scheduled", "freezing", "running"];
const LEAST_REST = 500;

export const isGoing = ({ state }: Pick<Broadcast, "state">) => GOING.includes(state);
export const isOver = ({ state }: Pick<Broadcast, "state">) => ["ended", "canceled", "stopped"].includes(state);

/** Return how long after one counting the next may begin: the longer it takes, the rarer it is. */
export const restAfter = (took: number) => Math.max(LEAST_REST, took * 4);
