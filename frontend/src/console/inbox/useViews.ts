import { useQuery } from "@tanstack/react-query";
import { desk, KEYS } from "../api/desk";
import type { View } from "../api/shapes";

const SELDOM = 5 * 60_000;

/** The saved views: mine, and those that are shared. */
export function useViews(): readonly View[] {
  return useQuery({ queryKey: KEYS.views, queryFn: desk.views, staleTime: SELDOM }).data ?? [];
}
