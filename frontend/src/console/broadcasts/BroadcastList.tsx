import { i18n } from "@lingui/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useRef } from "react";
import { useCommands } from "../keys/commands";
import { may, useMe } from "../session/session";
import { BroadcastRow } from "./BroadcastRow";
import { BROADCAST_KEYS, calls } from "./calls";
import { useNewBroadcast } from "./useNewBroadcast";
import "./broadcasts.css";
import { Failed } from "../shell/Failed";
import { NavButton } from "../shell/NavButton";

/** The broadcasts of the shop, the newest first. */
export function BroadcastList() {
  const me = useMe();
  const list = useInfiniteQuery({
    queryKey: BROADCAST_KEYS.list,
    queryFn: ({ pageParam }) => calls.list(pageParam),
    initialPageParam: null as number | null,
    getNextPageParam: (page) => page.next,
  });
  const segments = useQuery({ queryKey: BROADCAST_KEYS.segments, queryFn: calls.segments }).data;
  const { begin, busy } = useNewBroadcast();
  const rows = list.data?.pages.flatMap((page) => page.broadcasts) ?? [];
  const currency = list.data?.pages[0]?.currency ?? "INR";
  const pane = useRef<HTMLUListElement>(null);
  const step = (by: 1 | -1) => {
    const links = [...(pane.current?.querySelectorAll<HTMLElement>(".sending-row > a") ?? [])];
    const now = links.indexOf(document.activeElement as HTMLElement);
    links[now < 0 ? 0 : Math.min(Math.max(now + by, 0), links.length - 1)]?.focus();
  };
  useCommands({ next: () => step(1), previous: () => step(-1) });
  const mayWrite = may(me, "broadcasts.write");
  const add = mayWrite && (
    <button type="button" className="primary" disabled={busy} onClick={begin}>
      {i18n.t("New broadcast")}
    </button>
  );
  return (
    <main className="page sendings" aria-label={i18n.t("Broadcasts")} aria-busy={list.isPending}>
      <header className="sendings-head">
        <NavButton />
        <h1>{i18n.t("Broadcasts")}</h1>
        <span className="gap" />
        {rows.length > 0 && add}
      </header>
      {list.isError && rows.length === 0 && <Failed error={list.error} retry={() => void list.refetch()} />}
      {list.isSuccess && rows.length === 0 && (
        <div className="empty">
          <h2>{i18n.t("Nothing was sent to many yet")}</h2>
          <p>
            {i18n.t(
              "Choose who gets it, what it says and when. You see the number and the price before anything leaves, and nobody gets it twice.",
            )}
          </p>
          {add}
        </div>
      )}
      <ul className="sending-rows" ref={pane} aria-label={i18n.t("Broadcasts")}>
        {rows.map((one) => (
          <BroadcastRow key={one.id} of={one} segments={segments ?? []} currency={currency} />
        ))}
      </ul>
      {list.hasNextPage && (
        <button
          type="button"
          className="plain"
          disabled={list.isFetchingNextPage}
          onClick={() => void list.fetchNextPage()}
        >
          {i18n.t("Show older ones")}
        </button>
      )}
    </main>
  );
}
