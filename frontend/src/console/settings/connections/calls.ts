// What the page of connections asks of the server.
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { ask, client } from "../../api/client";
import type { components } from "../../api/schema";

export type ConnectionList = components["schemas"]["ConnectionList"];
export type Connected = components["schemas"]["ConnectedTold"];
export type Connection = ConnectionList["connections"][number];
export type Platform = ConnectionList["platforms"][number];
export type KeptKind = components["schemas"]["KeptKindTold"];
export type Kept = components["schemas"]["KeptTold"];

export const CONNECTIONS = ["settings", "connections"];
export const KEPT = ["settings", "kept events"];
const WATCHED = 3_000;
const LOOKED_AT = 15_000;

/** Return what is connected; asked again while it is looked at, more often while a first pull is under way. */
export const useConnections = () =>
  useQuery({
    queryKey: CONNECTIONS,
    queryFn: () => ask(client.GET("/connections")),
    refetchInterval: (query) => (query.state.data?.connections.some(isMoving) ? WATCHED : LOOKED_AT),
  });

export const isMoving = (one: Connection) => isFirst(one) || isReading(one);

/** Whether its first orders are on their way, or something it told waits to be applied. */
export const isFirst = ({ state, pull, waiting }: Connection) =>
  state === "active" &&
  (waiting > 0 || (pull !== null && (pull.under_way || isBehind(pull.complete_until)) && !pull.error));

/** Whether all of its products are being read. */
export const isReading = ({ state, catalogue }: Connection) =>
  state === "active" && catalogue !== null && catalogue.whole && !catalogue.error;

export const readCatalogue = (id: number) =>
  ask(client.POST("/connections/{id}/catalogue", { params: { path: { id } } }));

const isBehind = (until: string) => Date.now() - Date.parse(until) > 24 * 3600_000;

export const useKept = () =>
  useInfiniteQuery({
    queryKey: KEPT,
    initialPageParam: undefined as number | undefined,
    queryFn: ({ pageParam }) =>
      ask(client.GET("/kept-events", { params: { query: pageParam === undefined ? {} : { before: pageParam } } })),
    getNextPageParam: (page) => page.next ?? undefined,
  });

export const useKeptBody = (id: number) =>
  useQuery({
    queryKey: [...KEPT, id],
    queryFn: () => ask(client.GET("/kept-events/{id}", { params: { path: { id } } })),
  });

export const replay = (body: components["schemas"]["Replay"]) => ask(client.POST("/kept-events/replay", { body }));
