// What the live stream says changed, and which kept answers that makes old.
import type { QueryClient } from "@tanstack/react-query";
import { KEYS } from "../api/desk";

export interface News {
  seq: number;
  kind: string;
  id: number;
  version?: number | null;
}

const ALL_OF: Record<string, readonly (readonly string[])[]> = {
  // Something that I may not see, perhaps no longer: the open one may be it.
  counts: [["list"], KEYS.counts, ["conversation"]],
  presence: [KEYS.presence, ["list"]],
  staff: [KEYS.staff, ["session"]],
  settings: [KEYS.labels, KEYS.views, KEYS.canned, KEYS.macros, ["settings"], ["conversation"], ["list"], KEYS.counts],
  customer: [["customer"], ["customers"]],
  order: [["orders"], ["order"], ["requests"], ["timeline"]], // a thread says what happened to its customer's orders
  broadcast: [["broadcast"], ["settings", "newsletters"]], // a newsletter tells of its issues
  bulk: [["bulk"], ["list"], KEYS.counts],
};

/** Return the keys of the answers that a piece of news makes old. */
export function touched({ kind, id }: News): readonly (readonly unknown[])[] {
  // Without an id the whole kind is meant: too much was missed to tell.
  if (kind === "conversation" && id === 0) return [["conversation"], ["timeline"], ["list"], KEYS.counts];
  if (kind !== "conversation") return ALL_OF[kind] ?? [];
  return [KEYS.conversation(id), KEYS.timeline(id), ["list"], KEYS.counts];
}

const GATHER = 250;

/** Hears news and has what they touch fetched anew: once for all that come within a quarter of a second. */
export function makeHearing(queries: QueryClient) {
  let waiting = new Map<string, readonly unknown[]>();
  let timer = 0;
  const fetch = () => {
    const keys = waiting;
    waiting = new Map();
    timer = 0;
    for (const [name, queryKey] of keys) {
      // News of a broadcast may come faster than it is counted: begun anew with each, no counting would ever end.
      if (queryKey[0] === "broadcast" && queries.isFetching({ queryKey: [...queryKey] }) > 0) {
        waiting.set(name, queryKey);
        if (timer === 0) timer = window.setTimeout(fetch, GATHER);
      } else void queries.invalidateQueries({ queryKey: [...queryKey] });
    }
  };
  return {
    hear(news: News) {
      if (news.kind === "refetch") return void queries.invalidateQueries();
      for (const key of touched(news)) waiting.set(JSON.stringify(key), key);
      if (timer === 0) timer = window.setTimeout(fetch, GATHER);
    },
    /** Too much was missed to tell: everything is fetched anew. */
    all: () => void queries.invalidateQueries(),
  };
}
