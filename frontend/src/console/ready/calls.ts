// What the pages of replies, macros, labels and views ask of the API.
import { ask, client } from "../api/client";
import type { components } from "../api/schema";

type Shapes = components["schemas"];
export type Uses = Shapes["UsesTold"];
export type MacroStep = Shapes["MacroAction"];
export type Texts = Readonly<Record<string, string>>;

// The description names the keys by a pattern, which becomes a type that no object has.
const plain = (texts: Texts): never =>
  Object.fromEntries(Object.entries(texts).filter(([, text]) => text.trim() !== "")) as never;
const at = (id: number) => ({ params: { path: { id } } });

export interface ReplyTyped {
  name: string;
  shortcut: string;
  texts: Texts;
}
export const replies = {
  add: ({ texts, ...more }: ReplyTyped, mine: boolean) =>
    ask(client.POST("/canned", { body: { ...more, texts: plain(texts), mine } })),
  change: (id: number, version: number, { texts, ...more }: ReplyTyped) =>
    ask(client.PATCH("/canned/{id}", { ...at(id), body: { version, ...more, texts: plain(texts) } })),
  uses: (id: number) => ask(client.GET("/canned/{id}/use", at(id))),
  versions: async (id: number) => (await ask(client.GET("/canned/{id}/versions", at(id)))).versions,
  restore: (id: number, version: number, number: number) =>
    ask(client.POST("/canned/{id}/restore", { ...at(id), body: { version, number } })),
  drop: (id: number) => ask(client.DELETE("/canned/{id}", at(id))),
};

export interface MacroTyped {
  name: string;
  canned_id: number | null;
  actions: MacroStep[];
}
export const macros = {
  add: (typed: MacroTyped, mine: boolean) => ask(client.POST("/macros", { body: { ...typed, mine } })),
  change: (id: number, version: number, typed: MacroTyped) =>
    ask(client.PATCH("/macros/{id}", { ...at(id), body: { version, ...typed } })),
  versions: async (id: number) => (await ask(client.GET("/macros/{id}/versions", at(id)))).versions,
  restore: (id: number, version: number, number: number) =>
    ask(client.POST("/macros/{id}/restore", { ...at(id), body: { version, number } })),
  drop: (id: number) => ask(client.DELETE("/macros/{id}", at(id))),
};

export interface LabelTyped {
  name: string;
  colour: string;
  goal_minutes: number | null;
}
export const labels = {
  add: (typed: LabelTyped) => ask(client.POST("/labels", { body: typed })),
  change: (id: number, version: number, typed: LabelTyped) =>
    ask(client.PATCH("/labels/{id}", { ...at(id), body: { version, ...typed } })),
  uses: (id: number) => ask(client.GET("/labels/{id}/use", at(id))),
  drop: (id: number) => ask(client.DELETE("/labels/{id}", at(id))),
};

export const usesOfView = (id: number) => ask(client.GET("/views/{id}/use", at(id)));
