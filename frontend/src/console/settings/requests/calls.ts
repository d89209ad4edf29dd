// What the page of requests that nobody could understand asks of the server.
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { ask, client } from "../../api/client";
import type { components } from "../../api/schema";

export type Unread = components["schemas"]["UnreadTold"];
export type UnreadGroup = components["schemas"]["UnreadGroupTold"];
export type UnreadBody = components["schemas"]["RequestBodyTold"];

export const UNREAD = ["settings", "kept requests"];

export const useUnread = () =>
  useInfiniteQuery({
    queryKey: UNREAD,
    initialPageParam: undefined as number | undefined,
    queryFn: ({ pageParam }) =>
      ask(client.GET("/kept-requests", { params: { query: pageParam === undefined ? {} : { before: pageParam } } })),
    getNextPageParam: (page) => page.next ?? undefined,
  });

export const useUnreadBody = (id: number) =>
  useQuery({
    queryKey: [...UNREAD, id],
    queryFn: () => ask(client.GET("/kept-requests/{id}", { params: { path: { id } } })),
  });

export const readAgain = (body: components["schemas"]["ReadAgain"]) =>
  ask(client.POST("/kept-requests/replay", { body }));

/** Return a request as a file to take along: a field a line. */
export const asText = ({ fields, reason, received_at, door }: UnreadBody) =>
  [
    `# ${door} ${received_at}: ${reason}`,
    ...Object.entries(fields).map(([name, value]) => `${name}: ${value.replaceAll(/\s+/g, " ")}`),
  ].join("\n");
