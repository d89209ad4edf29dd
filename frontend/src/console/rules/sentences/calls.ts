// What the page of sentences asks of the API.
import { ask, client } from "../../api/client";
import type { components } from "../../api/schema";

type Shapes = components["schemas"];
export type Worded = Shapes["WordedTold"];
export type Spoken = Shapes["SpokenTold"];

export interface Asked {
  locale: string;
  q: string;
  own: boolean;
}

export const SENTENCE_KEYS = {
  all: ["settings", "sentences"],
  list: (asked: Asked) => ["settings", "sentences", "list", asked],
  one: (key: string) => ["settings", "sentences", "one", key],
  spoken: (key: string, locale: string, text: string, left: readonly string[]) => [
    "sentences",
    "spoken",
    key,
    locale,
    text,
    left.join(),
  ],
};

export const sentenceCalls = {
  list: ({ locale, q, own }: Asked, after: string) =>
    ask(
      client.GET("/sentences", {
        params: { query: { locale, ...(q && { q }), own: own ? "true" : "false", ...(after && { after }) } },
      }),
    ),
  one: async (key: string): Promise<readonly Worded[]> =>
    (await ask(client.GET("/sentences/{key}", { params: { path: { key } } }))).sentences,
  spoken: (key: string, locale: string, text: string, left: readonly string[]): Promise<Spoken> =>
    ask(
      client.POST("/sentences/{key}/{locale}/spoken", {
        params: { path: { key, locale } },
        body: { text, leave_out: [...left] },
      }),
    ),
  reword: (key: string, locale: string, was: string, text: string, left: readonly string[]): Promise<Worded> =>
    ask(
      client.PUT("/sentences/{key}/{locale}", {
        params: { path: { key, locale } },
        body: { was, text, leave_out: [...left] },
      }),
    ),
};
