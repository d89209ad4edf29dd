// What the pages of the shop's own texts ask of the API.
import { ask, call, client } from "../api/client";
import type { components } from "../api/schema";
import { BROADCAST_KEYS } from "../broadcasts/calls";

type Shapes = components["schemas"];
export type Text = Shapes["CampaignTextTold"];
export type LocaleTold = Shapes["CampaignLocaleTold"];
export type Checked = Shapes["CampaignTextChecked"];
export type Discount = Shapes["DiscountTold"];
export type Meaning = Text["buttons"][number];
export type Moved = Shapes["MoveTold"];
export type Fault = Checked["errors"][number];

/** A text as it is handed in. */
export interface Sent {
  name: string;
  texts: Record<string, unknown>;
  buttons: readonly Meaning[];
  link_url: string;
  coupon: Record<string, unknown> | null;
}

// Told as news of broadcasts are; the wizard's list of texts is the same answer.
export const TEXT_KEYS = {
  all: BROADCAST_KEYS.texts,
  one: (id: number) => ["broadcast", "text", id],
  moved: ["settings", "moved"],
};
const MOST_CODES = 5000;
const at = (id: number) => ({ params: { path: { id } } });

export const texts = {
  all: async (): Promise<readonly Text[]> => (await ask(client.GET("/campaign-texts"))).campaign_texts,
  read: (id: number): Promise<Text> => ask(client.GET("/campaign-texts/{id}", at(id))),
  check: (sent: Sent): Promise<Checked> => call("POST", "/campaign-texts/check", { body: sent }),
  add: (sent: Sent): Promise<Text> => call("POST", "/campaign-texts", { body: sent }),
  revise: (id: number, version: number, sent: Sent): Promise<Text> =>
    call("PATCH", `/campaign-texts/${id}`, { body: { ...sent, version } }),
  drop: (id: number) => ask(client.DELETE("/campaign-texts/{id}", at(id))),
  push: (id: number): Promise<Text> => ask(client.POST("/campaign-texts/{id}/push", at(id))),
  setPicture: (id: number, file: Blob): Promise<Text> => call("PUT", `/campaign-texts/${id}/picture`, { file }),
  dropPicture: (id: number): Promise<Text> => ask(client.DELETE("/campaign-texts/{id}/picture", at(id))),
  async addCodes(id: number, codes: readonly string[]) {
    let added = 0;
    for (let from = 0; from < codes.length; from += MOST_CODES) {
      const body = { codes: codes.slice(from, from + MOST_CODES) };
      added += (await ask(client.POST("/campaign-texts/{id}/codes", { ...at(id), body }))).added;
    }
    return added;
  },
  moved: () => ask(client.GET("/templates/moved")),
  agree: (key: string) => ask(client.POST("/templates/moved/agree", { body: { key } })),
  askAnew: (key: string) => ask(client.POST("/templates/moved/ask", { body: { key } })),
};
