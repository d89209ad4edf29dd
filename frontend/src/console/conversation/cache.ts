// What is known of conversations, changed in place: at once by whoever acts, then by what the server answers.
import type { InfiniteData, QueryClient } from "@tanstack/react-query";
import { KEYS, type ListPage } from "../api/desk";
import type { ConversationTold, ConversationWhole, TimelineItem, TimelinePage } from "../api/shapes";

export const known = (queries: QueryClient, id: number) =>
  queries.getQueryData<ConversationWhole>(KEYS.conversation(id));

/** Change what is shown of a conversation, in its head and in every list. */
export function patch(queries: QueryClient, id: number, changes: Partial<ConversationWhole>) {
  queries.setQueryData<ConversationWhole>(KEYS.conversation(id), (one) => one && { ...one, ...changes });
  queries.setQueriesData<InfiniteData<ListPage>>(
    { queryKey: ["list"] },
    (list) =>
      list && {
        ...list,
        pages: list.pages.map((page) => ({
          ...page,
          conversations: page.conversations.map((one) => (one.id === id ? { ...one, ...toRow(changes) } : one)),
        })),
      },
  );
}

/** Of a whole conversation what a row of the list has. */
function toRow({
  composer: _composer,
  handoff: _handoff,
  drafts: _drafts,
  consent: _consent,
  ...row
}: Partial<ConversationWhole>) {
  return row as Partial<ConversationTold>;
}

type Timeline = InfiniteData<TimelinePage, string | null>;

/** Put an item into a thread, or in the place of the one with this id. */
export function putItem(queries: QueryClient, id: number, item: TimelineItem, inPlaceOf = item.id) {
  queries.setQueryData<Timeline>(KEYS.timeline(id), (thread) => {
    if (!thread) return thread;
    const pages = thread.pages.map((page) => ({
      ...page,
      items: page.items.filter((one) => one.id !== inPlaceOf && one.id !== item.id),
    }));
    const [first, ...others] = pages;
    return first ? { ...thread, pages: [{ ...first, items: [item, ...first.items] }, ...others] } : thread;
  });
}

export function dropItem(queries: QueryClient, id: number, item: string) {
  queries.setQueryData<Timeline>(
    KEYS.timeline(id),
    (thread) =>
      thread && {
        ...thread,
        pages: thread.pages.map((page) => ({ ...page, items: page.items.filter((one) => one.id !== item) })),
      },
  );
}

/** Fetch anew what a conversation touches. */
export function refresh(queries: QueryClient, id: number) {
  void queries.invalidateQueries({ queryKey: KEYS.conversation(id) });
  void queries.invalidateQueries({ queryKey: KEYS.timeline(id) });
  void queries.invalidateQueries({ queryKey: ["list"] });
  void queries.invalidateQueries({ queryKey: KEYS.counts });
}
