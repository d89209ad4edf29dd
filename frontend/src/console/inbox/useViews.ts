import { useQuery } from "@tanstack/react-query";
import { desk, KEYS } from "../api/desk";
import type { View } from "../api/shapes";
import { useCommands } from "../keys/commands";
import { go, type Place } from "../shell/place";

const SELDOM = 5 * 60_000;
export const DIGITS = [1, 2, 3, 4, 5, 6, 7, 8, 9] as const;

/** The saved views: mine, and those that are shared; first those with a digit, in its order. */
export function useViews(): readonly View[] {
  return useQuery({ queryKey: KEYS.views, queryFn: desk.views, staleTime: SELDOM }).data ?? [];
}

/** Return where a view is shown. */
export const placeOf = ({ id, query, sort }: View): Place => ({
  page: "inbox",
  folder: "all",
  view: id,
  query,
  sort,
  id: null,
  at: null,
  rest: "",
  asked: "",
});

/** Open the pinned views by their digits. */
export function useViewKeys() {
  const pinned = useViews().filter((one) => one.pin !== null);
  useCommands(Object.fromEntries(pinned.map((one) => [`view${one.pin}`, () => go(placeOf(one))])));
}
