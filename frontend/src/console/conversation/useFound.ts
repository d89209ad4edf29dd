import { type RefObject, useEffect, useRef } from "react";
import type { TimelineItem } from "../api/shapes";

interface Pages {
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  fetchNextPage: () => Promise<unknown>;
}

const MOST_PAGES = 40;

/** Go to the message that a search has found, through as many pages as it lies back. */
export function useFound(
  log: RefObject<HTMLElement | null>,
  at: string | null,
  items: readonly TimelineItem[],
  pages: Pages,
) {
  const tried = useRef(0);
  const shown = useRef("");
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = pages;
  useEffect(() => {
    if (!at || shown.current === at || items.length === 0) return;
    if (items.some((one) => one.id === at)) {
      shown.current = at;
      const found = log.current?.querySelector(`[data-item="${CSS.escape(at)}"]`);
      found?.scrollIntoView({ block: "center" });
      found?.classList.add("found");
    } else if (hasNextPage && !isFetchingNextPage && tried.current++ < MOST_PAGES) void fetchNextPage();
  }, [log, at, items, hasNextPage, isFetchingNextPage, fetchNextPage]);
}
