// What the inbox asks of the API.
import { listKey, type Place } from "../shell/place";
import { ask, call, client, once } from "./client";
import type {
  Canned,
  ConversationTold,
  ConversationWhole,
  Counts,
  Filled,
  Label,
  Macro,
  MessageItem,
  NoteItem,
  Sending,
  Staff,
  Template,
  TimelinePage,
  View,
} from "./shapes";

const PAGE = 50;
const at = (id: number) => `/conversations/${id}`;

export interface ListPage {
  conversations: readonly ConversationTold[];
  next: string | null;
}

export const KEYS = {
  list: (place: Place) => ["list", listKey(place)],
  counts: ["counts"],
  conversation: (id: number) => ["conversation", id],
  timeline: (id: number) => ["timeline", id],
  templates: (id: number) => ["templates", id],
  staff: ["staff"],
  labels: ["labels"],
  views: ["views"],
  canned: ["canned"],
  macros: ["macros"],
  presence: ["presence"],
};

export const desk = {
  list: ({ folder, sort, view }: Place, after: string | null): Promise<ListPage> => {
    const query = { folder, limit: PAGE, ...(sort && { sort }), ...(after && { after }), ...(view && { view }) };
    return ask(client.GET("/conversations", { params: { query } }));
  },
  counts: (): Promise<Counts> => ask(client.GET("/conversations/counts")),
  conversation: (id: number): Promise<ConversationWhole> =>
    ask(client.GET("/conversations/{id}", { params: { path: { id } } })),
  timeline: (id: number, before: string | null): Promise<TimelinePage> => {
    const query = { limit: PAGE, ...(before && { before }) };
    return ask(client.GET("/conversations/{id}/timeline", { params: { path: { id }, query } }));
  },
  staff: async () => (await ask(client.GET("/staff"))).staff as readonly Staff[],
  labels: () => listed<Label>("labels"),
  views: () => listed<View>("views"),
  canned: () => listed<Canned>("canned"),
  macros: () => listed<Macro>("macros"),
  templates: (id: number) => listed<Template>("templates", "/templates/offered", { conversation: id }),

  take: (id: number, epoch: number): Promise<ConversationWhole> =>
    ask(client.POST("/conversations/{id}/take", { params: { path: { id } }, body: { epoch } })),
  handBack: (id: number, epoch: number, instruction: string): Promise<ConversationWhole> =>
    ask(client.POST("/conversations/{id}/hand-back", { params: { path: { id } }, body: { epoch, instruction } })),
  resolve: (id: number, version: number): Promise<ConversationWhole> =>
    ask(client.POST("/conversations/{id}/resolve", { params: { path: { id } }, body: { version } })),
  reopen: (id: number, version: number): Promise<ConversationWhole> =>
    ask(client.POST("/conversations/{id}/reopen", { params: { path: { id } }, body: { version } })),
  answered: (id: number, version: number) => call("POST", `${at(id)}/answered`, { body: { version } }),
  assign: (id: number, staff_id: number | null, version: number) =>
    staff_id === null
      ? call("DELETE", `${at(id)}/assignee`, { body: { version } })
      : call("PUT", `${at(id)}/assignee`, { body: { staff_id, version } }),
  label: (id: number, labels: readonly number[], version: number) =>
    call("PUT", `${at(id)}/labels`, { body: { labels, version } }),
  snooze: (id: number, how: { until?: string; for?: string }, version: number) =>
    call("PUT", `${at(id)}/snooze`, { body: { ...how, version } }),
  wake: (id: number, version: number) => call("DELETE", `${at(id)}/snooze`, { body: { version } }),
  read: (id: number, seen: string) => call("PUT", `${at(id)}/read`, { body: { seen } }),
  unread: (id: number) => call("DELETE", `${at(id)}/read`),
  presence: (id: number, state: "viewing" | "typing" | "gone") =>
    call("POST", `${at(id)}/presence`, { body: { state } }),

  send: (id: number, sending: Sending, key: string) =>
    call<MessageItem>("POST", `${at(id)}/messages`, { body: sending, once: key }),
  unsend: (id: number, message: string) => call<{ text: string }>("DELETE", `${at(id)}/messages/${message}`),
  retry: (id: number, message: string) => call<MessageItem>("POST", `${at(id)}/messages/${message}/retry`),
  attach: (id: number, file: File) => call<{ id: number }>("POST", `${at(id)}/attachments`, { file }),
  note: (id: number, text: string, mentions: readonly number[]) =>
    call<NoteItem>("POST", `${at(id)}/notes`, { body: { text, mentions }, once: once() }),
  draft: (id: number, kind: "reply" | "note", text: string) =>
    call("PUT", `${at(id)}/drafts/${kind}`, { body: { text } }),
  fill: (canned: number, conversation_id: number, locale?: string) =>
    call<Filled>("POST", `/canned/${canned}/fill`, { body: { conversation_id, ...(locale && { locale }) } }),
  runMacro: (macro: number, conversation_id: number, version: number) =>
    call("POST", `/macros/${macro}/run`, { body: { conversation_id, version } }),
  bulk: (body: unknown) => call<{ id: number }>("POST", "/bulk", { body, once: once() }),
  bulkState: (id: number) =>
    call<{ state: string; done: number; total: number; skipped: number; result?: string }>("GET", `/bulk/${id}`),
  undoBulk: (id: number) => call("DELETE", `/bulk/${id}`),
};

/** A list of the shop's own, under its name in the answer. */
async function listed<T>(name: string, path = `/${name}`, query = {}): Promise<readonly T[]> {
  const answer = await call<Record<string, readonly T[]>>("GET", path, { query });
  return answer[name] ?? [];
}
