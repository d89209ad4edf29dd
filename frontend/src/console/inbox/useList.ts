import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useRef, useState } from "react";
import { desk, KEYS } from "../api/desk";
import { listKey, type Place } from "../shell/place";
import { makeStore } from "../shell/store";
import { hold } from "./listing";
import { type FoundConversation, findIn, type SearchPage } from "./searching";

const QUIET = 2000;
/** The ids on the screen, in order: for "next", from wherever it is asked. */
export const onScreen = makeStore<readonly number[]>([]);

/** The conversations of a place, by pages, in an order that holds still while `busy`. */
export function useList(place: Place, busy: boolean) {
  const found = useInfiniteQuery({
    queryKey: KEYS.list(place),
    queryFn: ({ pageParam }): Promise<SearchPage> =>
      place.query ? findIn(place, pageParam) : desk.list(place, pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  });
  const fresh = useMemo(() => found.data?.pages.flatMap((page) => page.conversations) ?? [], [found.data]);
  const held = useHeld(listKey(place), once(fresh), busy);
  useEffect(() => onScreen.set(held.rows.map((one) => one.id)), [held.rows]);
  return { ...found, ...held };
}

/** A conversation that moved between two pages is in both. */
function once(rows: readonly FoundConversation[]): readonly FoundConversation[] {
  const seen = new Set<number>();
  return rows.filter(({ id }) => !seen.has(id) && seen.add(id));
}

function useHeld(key: string, fresh: readonly FoundConversation[], busy: boolean) {
  const [shown, setShown] = useState({ key, ids: fresh.map((one) => one.id) });
  const quiet = useRef(0);
  const ids = fresh.map((one) => one.id).join();
  const show = () => setShown({ key, ids: ids ? ids.split(",").map(Number) : [] });
  const settled = useRef(show);
  settled.current = show;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the order is taken when it, the list or who is in it changes
  useEffect(() => {
    window.clearTimeout(quiet.current);
    if (!busy || shown.key !== key || shown.ids.length === 0) settled.current();
    else quiet.current = window.setTimeout(() => settled.current(), QUIET);
    return () => window.clearTimeout(quiet.current);
  }, [ids, busy, key]);
  const { rows, news } = shown.key === key ? hold(shown.ids, fresh) : { rows: fresh, news: 0 };
  return { rows, news, show };
}
