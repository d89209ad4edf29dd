// What the part for lists of people asks of the API.
import { ask, call, client } from "../../api/client";
import type { components } from "../../api/schema";

type Shapes = components["schemas"];
export type PeopleList = Shapes["AudienceFileWhole"];
export type Listed = Shapes["AudienceFileTold"];
export type Fault = { name: string; values: Readonly<Record<string, unknown>>; row?: number };

/** What is said of a list's consent beside the file. */
export interface Said {
  source: string;
  words: string;
  on: string;
  channels: readonly string[];
}

// Told as news of broadcasts are, so that what changes there is asked for again.
export const LIST_KEYS = {
  all: ["broadcast", "lists"],
  one: (id: number) => ["broadcast", "lists", id],
};

const at = (id: number) => ({ params: { path: { id } } });

export const lists = {
  all: async (): Promise<readonly Listed[]> =>
    (await ask(client.GET("/audience-files", { params: { query: {} } }))).files,
  read: (id: number): Promise<PeopleList> => ask(client.GET("/audience-files/{id}", at(id))),
  add: (file: File, said: Said): Promise<PeopleList> =>
    call("POST", "/audience-files", {
      query: {
        name: file.name.slice(0, 100),
        consent_source: said.source,
        consent_words: said.words,
        consent_on: said.on,
        channels: said.channels.join(","),
      },
      file,
    }),
  accept: (id: number): Promise<PeopleList> => ask(client.POST("/audience-files/{id}/accept", at(id))),
  drop: (id: number) => ask(client.DELETE("/audience-files/{id}", at(id))),
};
