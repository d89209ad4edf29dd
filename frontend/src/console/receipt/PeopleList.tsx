import { i18n } from "@lingui/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { langOf } from "../../thread/words";
import type { Receipt } from "../api/shapes";
import { go } from "../shell/place";
import { type Shown, showList } from "./asked";
import { namedAs } from "./Each";
import { type Person, RECEIPT_KEYS, receipts } from "./receipts";
import { numberOf } from "./sums";
import { count, doubtSaid, partName } from "./words";

const FEW = 20;

interface Props {
  id: number;
  shown: Shown;
  receipt: Receipt;
}

/** The people behind a number. */
export function PeopleList({ id, shown, receipt }: Props) {
  const head = useRef<HTMLHeadingElement>(null);
  const list = useInfiniteQuery({
    queryKey: RECEIPT_KEYS.people(id, shown),
    queryFn: ({ pageParam }) => receipts.people(id, shown, pageParam),
    initialPageParam: 0,
    getNextPageParam: (page) => page.next,
  });
  const people = list.data?.pages.flatMap((page) => page.people) ?? [];
  const { hasNextPage, isFetchingNextPage, isError, fetchNextPage, refetch } = list;
  // A page ends where the server's bound is, however few it holds: the next one goes on.
  const goesOn = hasNextPage && !isFetchingNextPage && !isError && people.length < FEW;
  useEffect(() => {
    if (goesOn) void fetchNextPage();
  }, [goesOn, fetchNextPage]);
  useEffect(() => head.current?.focus(), []);
  // Whoever has come to a number or left it, since the list was fetched.
  const now = numberOf(receipt, shown.part);
  const counted = useRef(now);
  useEffect(() => {
    if (counted.current !== now) void refetch();
    counted.current = now;
  }, [now, refetch]);
  const why = receipt.reasons.find((one) => one.reason === shown.reason && one.part === shown.part);
  return (
    <section className="receipt-people" aria-label={partName(shown.part)} aria-busy={list.isPending}>
      <header>
        <h2 ref={head} tabIndex={-1}>
          {partName(shown.part)}
          {why && <small>{why.says}</small>}
          {shown.locale !== undefined && <small>{namedAs(shown.locale, shown.variant ?? "")}</small>}
        </h2>
        <button type="button" className="round" aria-label={i18n.t("Close the list")} onClick={() => showList(null)}>
          ×
        </button>
      </header>
      {isError && <p className="wrong">{list.error.message || i18n.t("Dastak does not answer")}</p>}
      <ul>
        {people.map((one) => (
          <Row key={one.customer_id} of={one} shown={shown} />
        ))}
      </ul>
      {list.isSuccess && people.length === 0 && !hasNextPage && (
        <p className="quiet">{i18n.t("Nobody is there now.")}</p>
      )}
      {(isFetchingNextPage || list.isPending) && <p role="status">{i18n.t("Loading")}</p>}
      {hasNextPage && !isFetchingNextPage && (
        <button type="button" className="plain" onClick={() => void fetchNextPage()}>
          {i18n.t("{n} shown: show more", { n: count(people.length) })}
        </button>
      )}
    </section>
  );
}

function Row({ of, shown }: { of: Person; shown: Shown }) {
  const name = of.name || i18n.t("Customer {n}", { n: of.customer_id });
  return (
    <li data-person={of.customer_id}>
      <a
        href={`/console/customers/${of.customer_id}`}
        lang={of.name ? langOf(of.name, "en") : undefined}
        onClick={(event) => {
          if (event.metaKey || event.ctrlKey) return;
          event.preventDefault();
          go({ page: "customers", rest: String(of.customer_id), asked: "" });
        }}
      >
        {name}
      </a>
      <span className="quiet">
        {[of.part !== shown.part && partName(of.part), of.says, doubtSaid(of.doubt)].filter(Boolean).join(" · ")}
      </span>
    </li>
  );
}
