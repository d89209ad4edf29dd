import { i18n } from "@lingui/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { PersonLine } from "../broadcasts/PeopleCounted";
import { go, usePlace } from "../shell/place";
import { type Did, readDid, writeDid } from "./asked";
import { EFFECTS } from "./effects";
import { type Outcome, RECEIPT_KEYS, receipts } from "./receipts";
import { count } from "./words";

const nameOf = ({ effect }: Did) => EFFECTS[effect as Outcome["effect"]]();

/** How many did something: a link to who they are. */
export function DidLink({ n, of }: { n: number; of: Did }) {
  const now = readDid(usePlace().asked);
  const open = now !== null && writeDid(now) === writeDid(of);
  if (n === 0) return <b className="number none">{count(0)}</b>;
  return (
    <a
      className="number"
      href={`?${writeDid(of)}`}
      aria-label={`${count(n)} · ${nameOf(of)}`}
      aria-current={open ? "true" : undefined}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey) return;
        event.preventDefault();
        go({ asked: open ? "" : writeDid(of) });
      }}
    >
      {count(n)}
    </a>
  );
}

/** Who did something after it. */
export function DidList({ id, did }: { id: number; did: Did }) {
  const head = useRef<HTMLHeadingElement>(null);
  const list = useInfiniteQuery({
    queryKey: RECEIPT_KEYS.did(id, did),
    queryFn: ({ pageParam }) => receipts.did(id, did, pageParam),
    initialPageParam: 0,
    getNextPageParam: (page) => page.next,
  });
  useEffect(() => head.current?.focus(), []);
  return (
    <div className="did" aria-busy={list.isPending}>
      <header>
        <h3 ref={head} tabIndex={-1}>
          {nameOf(did)}
          {did.held && ` · ${i18n.t("held out")}`}
        </h3>
        <button type="button" className="round" aria-label={i18n.t("Close the list")} onClick={() => go({ asked: "" })}>
          ×
        </button>
      </header>
      {list.isError && <p className="wrong">{list.error.message || i18n.t("Dastak does not answer")}</p>}
      <ul className="some-people">
        {list.data?.pages
          .flatMap((page) => page.people)
          .map((one) => (
            <PersonLine key={one.id} of={one} />
          ))}
      </ul>
      {list.hasNextPage && (
        <button type="button" className="plain" onClick={() => void list.fetchNextPage()}>
          {i18n.t("Show more")}
        </button>
      )}
    </div>
  );
}
