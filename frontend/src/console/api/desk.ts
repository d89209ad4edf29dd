// What the inbox asks of the API.
import { listKey, type Place } from "../shell/place";
import { ask, call, client, once } from "./client";
import type {
  Availability,
  BroadcastMade,
  BulkMade,
  Canned,
  ConversationTold,
  ConversationWhole,
  Counts,
  Label,
  Macro,
  MacroGiven,
  NoteItem,
  Outlook,
  PutOff,
  Sending,
  Staff,
  TimelinePage,
  View,
  WhichConversations,
} from "./shapes";

const PAGE = 50;
/** Return a message of a conversation as the address has it: "out-7" is 7. */
const named = (id: number, message: string) => ({ id, message: Number(message.slice("out-".length)) });

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
  list: ({ folder, sort }: Place, after: string | null): Promise<ListPage> => {
    const query = { folder, limit: PAGE, ...(sort && { sort }), ...(after && { after }) };
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
  labels: async (): Promise<readonly Label[]> => (await ask(client.GET("/labels"))).labels,
  addView: (body: Omit<View, "id" | "staff_id" | "version">): Promise<View> => ask(client.POST("/views", { body })),
  changeView: (id: number, body: Partial<Omit<View, "id" | "staff_id">>): Promise<View> =>
    ask(client.PATCH("/views/{id}", { params: { path: { id } }, body })),
  dropView: (id: number) => ask(client.DELETE("/views/{id}", { params: { path: { id } } })),
  views: async (): Promise<readonly View[]> => (await ask(client.GET("/views"))).views,
  canned: async (): Promise<readonly Canned[]> => (await ask(client.GET("/canned"))).canned,
  macros: async (): Promise<readonly Macro[]> => (await ask(client.GET("/macros"))).macros,
  templates: (id: number) => ask(client.GET("/templates/offered", { params: { query: { conversation: id } } })),

  take: (id: number, epoch: number): Promise<ConversationWhole> =>
    ask(client.POST("/conversations/{id}/take", { params: { path: { id } }, body: { epoch } })),
  handBack: (id: number, epoch: number, instruction: string): Promise<ConversationWhole> =>
    ask(client.POST("/conversations/{id}/hand-back", { params: { path: { id } }, body: { epoch, instruction } })),
  resolve: (id: number, version: number): Promise<ConversationWhole> =>
    ask(client.POST("/conversations/{id}/resolve", { params: { path: { id } }, body: { version } })),
  reopen: (id: number, version: number): Promise<ConversationWhole> =>
    ask(client.POST("/conversations/{id}/reopen", { params: { path: { id } }, body: { version } })),
  answered: (id: number, version: number) =>
    ask(client.POST("/conversations/{id}/answered", { params: { path: { id } }, body: { version } })),
  undo: (id: number, version: number) =>
    ask(client.POST("/conversations/{id}/undo", { params: { path: { id } }, body: { version } })),
  assign: (id: number, staff_id: number | null, version: number): Promise<ConversationTold> =>
    staff_id === null
      ? ask(client.DELETE("/conversations/{id}/assignee", { params: { path: { id } }, body: { version } }))
      : ask(client.PUT("/conversations/{id}/assignee", { params: { path: { id } }, body: { staff_id, version } })),
  label: (id: number, labels: readonly number[], version: number) =>
    ask(client.PUT("/conversations/{id}/labels", { params: { path: { id } }, body: { labels: [...labels], version } })),
  snooze: (id: number, how: PutOff, version: number) =>
    ask(client.PUT("/conversations/{id}/snooze", { params: { path: { id } }, body: { ...how, version } })),
  wake: (id: number, version: number) =>
    ask(client.DELETE("/conversations/{id}/snooze", { params: { path: { id } }, body: { version } })),
  read: (id: number, seen: string) =>
    ask(client.PUT("/conversations/{id}/read", { params: { path: { id } }, body: { seen } })),
  unread: (id: number) => ask(client.DELETE("/conversations/{id}/read", { params: { path: { id } } })),
  presence: (id: number, state: "viewing" | "typing" | "gone") =>
    ask(client.POST("/conversations/{id}/presence", { params: { path: { id } }, body: { state } })),
  present: async () => (await ask(client.GET("/presence"))).present,

  send: (id: number, sending: Sending, key: string) =>
    ask(
      client.POST("/conversations/{id}/messages", {
        params: { path: { id }, header: { "Idempotency-Key": key } },
        body: sending,
      }),
    ),
  unsend: (id: number, message: string) =>
    ask(client.DELETE("/conversations/{id}/messages/out-{message}", { params: { path: named(id, message) } })),
  retry: (id: number, message: string) =>
    ask(client.POST("/conversations/{id}/messages/out-{message}/retry", { params: { path: named(id, message) } })),
  attach: (id: number, file: File) => call<{ id: number }>("POST", `/conversations/${id}/attachments`, { file }),
  note: (id: number, text: string, mentions: readonly number[]): Promise<NoteItem> =>
    ask(
      client.POST("/conversations/{id}/notes", {
        params: { path: { id }, header: { "Idempotency-Key": once() } },
        body: { text, mentions: [...mentions] },
      }),
    ),
  draft: (id: number, kind: "reply" | "note", text: string) =>
    ask(client.PUT("/conversations/{id}/drafts/{kind}", { params: { path: { id, kind } }, body: { text } })),
  fill: (canned: number, conversation_id: number, locale: string) =>
    ask(
      client.POST("/canned/{id}/fill", {
        params: { path: { id: canned } },
        body: { conversation_id, locale },
      }),
    ),
  fillText: (id: number, text: string) =>
    ask(client.POST("/conversations/{id}/fill", { params: { path: { id } }, body: { text } })),
  search: (q: string, after: string | null) =>
    ask(client.GET("/search", { params: { query: { q, limit: PAGE, ...(after && { after }) } } })),
  palette: async (q: string) => (await ask(client.GET("/palette", { params: { query: { q } } }))).found,
  beThere: (state: Availability) => ask(client.PUT("/session/availability", { body: { state } })),
  runMacro: (id: number, conversation_id: number, version: number, seen: string, given: MacroGiven) => {
    const body = { detail: "", points: 0, code: "", ...given, conversation_id, version, seen };
    return ask(client.POST("/macros/{id}/run", { params: { path: { id } }, body }));
  },
  bulk: (body: BulkMade) => ask(client.POST("/bulk", { params: { header: { "Idempotency-Key": once() } }, body })),
  bulkState: (id: number) => ask(client.GET("/bulk/{id}", { params: { path: { id } } })),
  undoBulk: (id: number) => ask(client.DELETE("/bulk/{id}", { params: { path: { id } } })),
  sentences: () => ask(client.GET("/broadcasts/sentences")),
  outlook: async (which: WhichConversations): Promise<Outlook> => {
    const { customers } = await ask(client.POST("/bulk/people", { body: which }));
    if (customers.length === 0) return { customers, people: 0, looked: 0, reached: 0, left_out: [] };
    return { ...(await ask(client.POST("/broadcasts/outlook", { body: { audience: { customers } } }))), customers };
  },
  addBroadcast: (body: BroadcastMade) => ask(client.POST("/broadcasts", { body })),
  startBroadcast: (id: number, expected: number) =>
    ask(client.POST("/broadcasts/{id}/start", { params: { path: { id } }, body: { expected } })),
  undoBroadcast: (id: number) => ask(client.POST("/broadcasts/{id}/undo", { params: { path: { id } } })),
  callOff: (id: number) => ask(client.POST("/broadcasts/{id}/cancel", { params: { path: { id } } })),
  broadcast: async (id: number) => {
    const path = { params: { path: { id } } };
    const receipt = await ask(client.GET("/broadcasts/{id}/receipt", path));
    return { receipt, broadcast: await ask(client.GET("/broadcasts/{id}", path)) };
  },
};
