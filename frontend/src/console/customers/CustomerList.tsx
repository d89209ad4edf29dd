import { i18n } from "@lingui/core";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useRef } from "react";
import { GridList, ListLayout, Virtualizer } from "react-aria-components";
import { beside } from "../inbox/listing";
import { useLabels } from "../inbox/people";
import { useWide } from "../inbox/useWide";
import { useCommands } from "../keys/commands";
import { Failed } from "../shell/Failed";
import { go, usePlace } from "../shell/place";
import { useNow } from "../words/useNow";
import { readAsked } from "./asked";
import { CustomerRow } from "./CustomerRow";
import { EmptyList } from "./EmptyList";
import { ListTools } from "./ListTools";
import { PEOPLE_KEYS, people } from "./people";
import { focusedIn, stepTo } from "./stepping";

const WIDE_ROW = 52;
const NARROW_ROW = 92;
const NEAR_END = 600;
const SCREENFUL = 20;

/** The customers of the shop, who came last first: a grid with one tab stop, of which only what is seen is drawn. */
export function CustomerList({ open }: { open: number | null }) {
  const asked = readAsked(usePlace().asked);
  const list = useInfiniteQuery({
    queryKey: PEOPLE_KEYS.list(asked),
    queryFn: ({ pageParam }) => people.list(asked, pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  });
  const rows = useMemo(() => list.data?.pages.flatMap((page) => page.customers) ?? [], [list.data]);
  const labels = useLabels();
  const now = useNow();
  const wide = useWide();
  const pane = useRef<HTMLDivElement>(null);
  const height = wide ? WIDE_ROW : NARROW_ROW;
  const ids = rows.map((one) => one.id);
  const { hasNextPage, isFetchingNextPage, isError, fetchNextPage } = list;
  const mayFetch = hasNextPage && !isFetchingNextPage && !isError;
  const more = () => mayFetch && void fetchNextPage();
  // A page ends where the server's bound is, however few it holds: the next one goes on.
  useEffect(() => {
    if (mayFetch && rows.length < SCREENFUL) void fetchNextPage();
  }, [mayFetch, rows.length, fetchNextPage]);
  const step = (by: 1 | -1) => {
    const next = beside(ids, open ?? focusedIn(pane.current), by);
    if (next === null) return;
    if (open !== null) go({ rest: String(next) }, true);
    else stepTo(pane.current, next, ids.indexOf(next), height);
    if (ids.indexOf(next) > ids.length - 10) more();
  };
  useCommands({
    next: () => step(1),
    previous: () => step(-1),
    open: () => {
      const id = focusedIn(pane.current);
      if (open === null && id !== null) go({ rest: String(id) });
    },
    back: () => {
      if (open === null) return;
      go({ rest: "" });
      stepTo(pane.current, open, ids.indexOf(open), height);
    },
  });
  return (
    <div className="people-list" ref={pane} inert={open !== null} aria-busy={list.isPending}>
      <ListTools
        asked={asked}
        first={rows[0]?.id ?? null}
        narrow={list.data?.pages.some((page) => page.narrow) ?? false}
      />
      {list.isError && rows.length === 0 && <Failed error={list.error} retry={() => void list.refetch()} />}
      {rows.length > 0 && <ColumnNames />}
      <Virtualizer layout={ListLayout} layoutOptions={{ rowHeight: height }}>
        <GridList
          aria-label={i18n.t("Customers")}
          className={list.isPlaceholderData ? "people-rows stale" : "people-rows"}
          items={rows}
          dependencies={[now, labels]}
          onAction={(id) => go({ rest: String(id) })}
          disallowTypeAhead
          escapeKeyBehavior="none"
          onScroll={({ currentTarget: box }) => {
            if (box.scrollHeight - box.scrollTop - box.clientHeight < NEAR_END) more();
          }}
          renderEmptyState={() =>
            list.isSuccess && !hasNextPage ? <EmptyList asked={asked} /> : isError ? null : <Waiting />
          }
        >
          {(one) => <CustomerRow of={one} now={now} labels={labels} />}
        </GridList>
      </Virtualizer>
    </div>
  );
}

/** What the columns are, for the eye: a screen reader hears it with each row. */
function ColumnNames() {
  return (
    <div className="people-columns" aria-hidden="true">
      <span>{i18n.t("Name")}</span>
      <span>{i18n.t("Reached at")}</span>
      <span>{i18n.t("Language")}</span>
      <span>{i18n.t("Orders")}</span>
      <span>{i18n.t("Last wrote")}</span>
      <span>{i18n.t("Offers")}</span>
      <span>{i18n.t("Labels")}</span>
    </div>
  );
}

function Waiting() {
  return (
    <p className="empty" role="status">
      {i18n.t("Loading")}
    </p>
  );
}
