// What the pages of answers, places, goods and offers ask of the API.
import { ask, call, client } from "../api/client";
import type { components } from "../api/schema";

type Shapes = components["schemas"];
export type Topic = Shapes["FaqTopicTold"];
export type TopicText = Shapes["FaqTextTold"];
export type Tried = Shapes["FaqTriedTold"];
export type Starter = Shapes["FaqStarterTold"];
export type Area = Shapes["AreaTold"];
export type Product = Shapes["ProductWhole"];
export type Offer = Shapes["OfferTold"];
export type Social = Shapes["SocialTold"];
export type Taken = Shapes["SheetTaken"];
export type Texts = Readonly<Record<string, TopicText>>;

// Below "settings": what the live stream says of settings makes all of it old.
export const KEYS = {
  topics: ["settings", "faq", "topics"],
  starters: ["settings", "faq", "starter"],
  changes: ["settings", "faq", "changes"],
  versions: (slug: string) => ["settings", "faq", "versions", slug],
  asked: (slug: string) => ["settings", "faq", "asked", slug],
  areas: (begins: string) => ["settings", "areas", begins],
  products: (q: string, lacks: string) => ["settings", "products", q, lacks],
  product: (id: number) => ["settings", "product", id],
  offers: ["settings", "offers"],
};

// The description names the keys by a pattern, which becomes a type that no object has.
const plain = (texts: Texts): never =>
  Object.fromEntries(
    Object.entries(texts).map(([locale, { question, asked_as, answer }]) => [
      locale,
      { question, asked_as: asked_as.map((one) => one.trim()).filter(Boolean), answer },
    ]),
  ) as never;
const at = (slug: string) => ({ params: { path: { slug } } });

export const faq = {
  topics: () => ask(client.GET("/faq/topics")),
  add: (slug: string, texts: Texts) => ask(client.POST("/faq/topics", { body: { slug, texts: plain(texts) } })),
  write: (slug: string, version: number, texts: Texts) =>
    ask(client.PUT("/faq/topics/{slug}", { ...at(slug), body: { version, texts: plain(texts) } })),
  drop: (slug: string, version: number) =>
    ask(client.DELETE("/faq/topics/{slug}", { params: { path: { slug }, query: { version } } })),
  versions: async (slug: string) => (await ask(client.GET("/faq/topics/{slug}/versions", at(slug)))).versions,
  restore: (slug: string, version: number, number: number) =>
    ask(client.POST("/faq/topics/{slug}/restore", { ...at(slug), body: { version, number } })),
  asked: (slug: string) => ask(client.GET("/faq/topics/{slug}/asked", at(slug))),
  changes: async () => (await ask(client.GET("/faq/changes"))).changes,
  undo: (id: number) => ask(client.POST("/faq/changes/{id}/undo", { params: { path: { id } } })),
  starters: async () => (await ask(client.GET("/faq/starter"))).topics,
  start: (slugs: readonly string[]) => ask(client.POST("/faq/starter", { body: { slugs: [...slugs], locales: null } })),
  try: (text: string) => ask(client.POST("/faq/ask", { body: { text } })),
};

export const areas = {
  list: (begins: string, after: string) =>
    ask(client.GET("/delivery-areas", { params: { query: { begins, after, limit: 50 } } })),
  write: (prefix: string, { days_min, days_max, cod, served, version }: Omit<Area, "prefix">) =>
    ask(
      client.PUT("/delivery-areas/{prefix}", {
        params: { path: { prefix } },
        body: { version, days_min, days_max, cod, served },
      }),
    ),
  drop: (prefix: string) => ask(client.DELETE("/delivery-areas/{prefix}", { params: { path: { prefix } } })),
  check: (pin: string) => ask(client.GET("/delivery-areas/check", { params: { query: { pin } } })),
};

export type Lacking = NonNullable<Shapes["ProductList"]["lacking"]>;
type Lacks =
  | ""
  | "category"
  | "sizes"
  | "colours"
  | "material"
  | "warranty_months"
  | "lasts_days"
  | "goes_with"
  | "care";

export const products = {
  list: (q: string, lacks: string, after: number) =>
    ask(client.GET("/products", { params: { query: { q, lacks: lacks as Lacks, after, limit: 50 } } })),
  read: (id: number) => ask(client.GET("/products/{id}", { params: { path: { id } } })),
  change: (id: number, body: Shapes["ProductChange"]) =>
    ask(client.PATCH("/products/{id}", { params: { path: { id } }, body })),
};

export const offers = {
  list: () => ask(client.GET("/offers")),
  add: (body: Shapes["OfferMade"]) => ask(client.POST("/offers", { body })),
  change: (id: number, body: Shapes["OfferChange"]) =>
    ask(client.PUT("/offers/{id}", { params: { path: { id } }, body })),
  socials: (socials: readonly Social[]) => ask(client.PUT("/settings/socials", { body: { socials: [...socials] } })),
};

/** Send a table: to be looked at alone, or to be taken. */
export const sendTable = (path: string, file: File, query: Record<string, string>): Promise<Taken> =>
  call("POST", path, { query, file });
