// What these pages ask of the API about broadcasts that are made, and under which keys that is kept.
import { ask, client } from "../api/client";
import type { components } from "../api/schema";

type Shapes = components["schemas"];
export type Broadcast = Shapes["BroadcastWhole"];
export type Listed = Shapes["BroadcastListed"];
export type Change = Omit<Shapes["BroadcastChange"], "version">;
export type Outlook = Shapes["DraftOutlook"];
export type Person = Shapes["CustomerTold"];
export type Segment = Shapes["SegmentTold"];
export type SentenceForMany = Shapes["SentenceTold"];
export type Preview = Shapes["PreviewTold"];
export type CampaignText = Shapes["CampaignTextTold"];

const PAGE = 20;
const PEOPLE = 50;

// The live stream says "broadcast" of all of them.
export const BROADCAST_KEYS = {
  list: ["broadcast", "list"],
  one: (id: number) => ["broadcast", "one", id],
  outlook: (id: number) => ["broadcast", "outlook", id],
  sentences: ["broadcast", "sentences"],
  texts: ["broadcast", "texts"],
  segments: ["segments"],
  tests: (id: number) => ["broadcast", "tests", id],
  words: (id: number, version: number) => ["broadcast", "words", id, version],
  preview: (id: number, version: number, place: string) => ["broadcast", "preview", id, version, place],
  excluded: (id: number, reason: string) => ["broadcast", "excluded", id, reason],
};

const at = (id: number) => ({ params: { path: { id } } });

export const calls = {
  list: (before: number | null) =>
    ask(client.GET("/broadcasts", { params: { query: { limit: PAGE, ...(before !== null && { before }) } } })),
  read: (id: number): Promise<Broadcast> => ask(client.GET("/broadcasts/{id}", at(id))),
  add: (name: string): Promise<Broadcast> => ask(client.POST("/broadcasts", { body: { name } })),
  revise: (id: number, version: number, change: Change): Promise<Broadcast> =>
    ask(client.PATCH("/broadcasts/{id}", { ...at(id), body: { ...change, version } })),
  drop: (id: number) => ask(client.DELETE("/broadcasts/{id}", at(id))),
  outlook: (id: number): Promise<Outlook> => ask(client.GET("/broadcasts/{id}/outlook", at(id))),
  start: (id: number, expected: number, version: number) =>
    ask(client.POST("/broadcasts/{id}/start", { ...at(id), body: { expected, version } })),
  undo: (id: number) => ask(client.POST("/broadcasts/{id}/undo", at(id))),
  cancel: (id: number) => ask(client.POST("/broadcasts/{id}/cancel", at(id))),
  tests: (id: number) => ask(client.GET("/broadcasts/{id}/test", at(id))),
  test: (id: number) => ask(client.POST("/broadcasts/{id}/test", { ...at(id), body: {} })),
  /** Let it go without a test that arrived; "" takes that back. */
  waive: (id: number, why: string) => ask(client.POST("/broadcasts/{id}/untested", { ...at(id), body: { why } })),
  preview: (id: number, query: { after?: number; before?: number; variant?: "a" | "b" }): Promise<Preview> =>
    ask(client.GET("/broadcasts/{id}/preview", { params: { path: { id }, query } })),
  /** In which language how many read it, and whose gaps are empty. */
  words: (id: number) => ask(client.GET("/broadcasts/{id}/words", at(id))),
  sentences: () => ask(client.GET("/broadcasts/sentences")),
  texts: async (): Promise<readonly CampaignText[]> => (await ask(client.GET("/campaign-texts"))).campaign_texts,
  excluded: (id: number, reason: string, after: number) =>
    ask(
      client.GET("/broadcasts/{id}/exclusions/{reason}", {
        params: { path: { id, reason }, query: { after, limit: PEOPLE } },
      }),
    ),
  segments: async (): Promise<readonly Segment[]> => (await ask(client.GET("/segments"))).segments,
};
