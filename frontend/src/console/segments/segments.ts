// What the page asks of the API about segments.
import { ask, client } from "../api/client";
import type { components } from "../api/schema";
import type { Rule } from "./tree";

type Shapes = components["schemas"];
export type Segment = Shapes["SegmentTold"];
export type FieldTold = Shapes["FieldTold"];
export type FieldList = Shapes["FieldList"];
export type Comparison = Shapes["Comparison"];
export type RuleCounted = Shapes["RuleCounted"];
export type Value = Shapes["ValueOffered"];
export type OfShop = NonNullable<NonNullable<Shapes["ValueOffered"]>["value"]>;

export const SEGMENT_KEYS = {
  list: ["settings", "segments"],
  fields: ["segments", "fields"],
  count: (rule: Rule) => ["segments", "count", JSON.stringify(rule)],
  values: (field: string, q: string, ids: string) => ["segments", "values", field, q, ids],
};

type ValueField = "bought.product" | "chat.awaits" | "bought.category";

export const segmentDesk = {
  list: async (): Promise<readonly Segment[]> => (await ask(client.GET("/segments"))).segments,
  fields: (): Promise<FieldList> => ask(client.GET("/segments/fields")),
  values: async (field: ValueField, q: string, ids: string): Promise<readonly Value[]> =>
    (await ask(client.GET("/segments/values", { params: { query: { field, ...(q && { q }), ...(ids && { ids }) } } })))
      .values,
  count: (rule: Rule): Promise<RuleCounted> => ask(client.POST("/segments/count", { body: { rule: { ...rule } } })),
  add: (name: string, rule: Rule): Promise<Segment> =>
    ask(client.POST("/segments", { body: { name, rule: { ...rule } } })),
  change: (id: number, version: number, name: string, rule: Rule): Promise<Segment> =>
    ask(client.PATCH("/segments/{id}", { params: { path: { id } }, body: { version, name, rule: { ...rule } } })),
  drop: (id: number) => ask(client.DELETE("/segments/{id}", { params: { path: { id } } })),
};

const AT_ONCE = 2;
let going = 0;
const waiting: (() => void)[] = [];

/** Count for a row of the list: a few at a time, since a count may take the server two seconds. */
export async function countInTurn(rule: Rule): Promise<RuleCounted> {
  if (going >= AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve));
  going++;
  try {
    return await segmentDesk.count(rule);
  } finally {
    going--;
    waiting.shift()?.();
  }
}
