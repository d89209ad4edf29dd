import { i18n } from "@lingui/core";
import { useEffect, useRef, useState } from "react";
import { GridList, ListLayout, type Selection, Virtualizer } from "react-aria-components";
import { useCommands } from "../keys/commands";
import { go, listKey, usePlace } from "../shell/place";
import { useStore } from "../shell/store";
import { useNow } from "../words/useNow";
import { BulkRow } from "./BulkRow";
import { Empty } from "./Empty";
import { ListHead } from "./ListHead";
import { beside } from "./listing";
import { useLabels, useStaff } from "./people";
import { Row } from "./Row";
import { SelectionBar } from "./SelectionBar";
import { SendingRow } from "./SendingRow";
import { clearSelection, selection, toggle } from "./selection";
import { useList } from "./useList";
import { useWide } from "./useWide";

const ROW = { estimatedRowHeight: 84 };
const NEAR_END = 600;

/** The middle pane: a grid with one tab stop, of which only what is seen is drawn. */
export function ConversationList() {
  const place = usePlace();
  // Somebody is in it: with the pointer, or going through it by keyboard.
  const [pointed, setPointed] = useState(false);
  const [walked, setWalked] = useState(false);
  const list = useList(place, pointed || walked);
  const staff = useStaff();
  const labels = useLabels();
  const selected = useStore(selection);
  const now = useNow();
  const wide = useWide();
  const pane = useRef<HTMLElement>(null);
  const key = listKey(place);
  const ids = list.rows.map((one) => one.id);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another list, nothing of it selected
  useEffect(clearSelection, [key]);
  useOpenInSight(pane, place.id);

  // What a search has found is opened there, however one comes to it.
  const open = (id: number, replace = false) =>
    go({ id, at: list.rows.find((one) => one.id === id)?.found?.id ?? null }, replace);
  const step = (by: 1 | -1) => {
    const next = beside(ids, place.id, by);
    if (next !== null) open(next, place.id !== null);
  };
  useCommands({
    next: () => step(1),
    previous: () => step(-1),
    open: () => place.id === null && step(1),
    select: () => place.id !== null && toggle(place.id),
    selectAll: () => selection.set(new Set(ids)),
    selectNone: clearSelection,
  });

  const first = list.data?.pages[0];
  const choose = (chosen: Selection) => selection.set(chosen === "all" ? new Set(ids) : (chosen as Set<number>));
  return (
    <section
      className="list-pane"
      aria-label={i18n.t("Conversations")}
      ref={pane}
      onPointerEnter={() => setPointed(true)}
      onPointerLeave={() => setPointed(false)}
      onFocus={(event) => setWalked(event.target.matches("[data-conversation]:focus-visible"))}
      onBlur={() => setWalked(false)}
      onKeyUp={(event) => {
        if (!wide || (event.key !== "ArrowDown" && event.key !== "ArrowUp")) return;
        // In the wide layout the arrows open what they come to.
        const row = (event.target as HTMLElement).closest<HTMLElement>("[data-conversation]");
        if (row) open(Number(row.dataset.conversation), true);
      }}
      onScrollCapture={(event) => {
        const box = event.target as HTMLElement;
        const near = box.scrollHeight - box.scrollTop - box.clientHeight < NEAR_END;
        if (near && list.hasNextPage && !list.isFetchingNextPage) void list.fetchNextPage();
      }}
    >
      <ListHead understood={first?.understood} narrow={first?.narrow} />
      {list.news > 0 && (
        <button type="button" className="news" onClick={list.show}>
          {i18n.t("{n, plural, one {# new} other {# new}}", { n: list.news })} ↑
        </button>
      )}
      <SelectionBar selected={selected} ids={ids} more={list.hasNextPage} />
      <BulkRow />
      <SendingRow />
      {list.isError && list.rows.length === 0 && (
        <p className="wrong" role="alert">
          {list.error.message || i18n.t("Dastak does not answer")}
        </p>
      )}
      <Virtualizer layout={ListLayout} layoutOptions={ROW}>
        <GridList
          aria-label={i18n.t("Conversations")}
          className="rows"
          items={list.rows}
          dependencies={[place.id, now, staff, labels]}
          selectionMode="multiple"
          selectedKeys={selected === "all" ? "all" : selected}
          onSelectionChange={choose}
          onAction={(id) => open(Number(id))}
          disallowTypeAhead
          escapeKeyBehavior="none"
          renderEmptyState={() => (list.isPending ? null : <Empty place={place} />)}
        >
          {(one) => <Row of={one} open={one.id === place.id} now={now} staff={staff} labels={labels} />}
        </GridList>
      </Virtualizer>
    </section>
  );
}

function useOpenInSight(pane: React.RefObject<HTMLElement | null>, id: number | null) {
  useEffect(() => {
    if (id === null) return;
    pane.current?.querySelector(`[data-conversation="${id}"]`)?.scrollIntoView({ block: "nearest" });
  }, [pane, id]);
}
