// What the page asks of the API about newsletters.
import { ask, client } from "../api/client";
import type { components } from "../api/schema";

type Shapes = components["schemas"];
export type Newsletter = Shapes["NewsletterTold"];
export type NewsletterWhole = Shapes["NewsletterWhole"];
export type Issue = Shapes["IssueTold"];
export type Way = Shapes["WayIn"];
export type Named = Shapes["NewsletterMade"];

/** As many letters as a button in the chat has. */
export const LONGEST_NAME = 20;

// The live stream says "settings" of newsletters, and "broadcast" of their issues.
export const NEWSLETTER_KEYS = {
  list: ["settings", "newsletters"],
  one: (id: number) => ["settings", "newsletters", id],
};

const at = (id: number) => ({ params: { path: { id } } });

export const newsletterDesk = {
  list: async (): Promise<readonly Newsletter[]> =>
    (await ask(client.GET("/newsletters", { params: { query: { closed: true } } }))).newsletters,
  read: (id: number): Promise<NewsletterWhole> => ask(client.GET("/newsletters/{id}", at(id))),
  add: (named: Named): Promise<NewsletterWhole> => ask(client.POST("/newsletters", { body: named })),
  rename: (id: number, version: number, named: Named): Promise<NewsletterWhole> =>
    ask(client.PATCH("/newsletters/{id}", { ...at(id), body: { version, ...named } })),
  close: (id: number): Promise<NewsletterWhole> => ask(client.POST("/newsletters/{id}/end", at(id))),
  reopen: (id: number): Promise<NewsletterWhole> => ask(client.POST("/newsletters/{id}/reopen", at(id))),
  write: (id: number, name: string) =>
    ask(client.POST("/broadcasts", { body: { name, audience: { newsletter: id } } })),
};
