// What the panel asks of the API about the customer of a conversation.
import { ask, client } from "../api/client";
import type { components } from "../api/schema";

type Shapes = components["schemas"];
export type Customer = Shapes["CustomerWhole"];
export type Order = Shapes["OrderTold"];
export type Parcel = Shapes["ParcelTold"];
export type Request = Shapes["RequestTold"];
export type Offered = Shapes["ActionsOffered"];
export type Wish = Shapes["ActionWish"];
export type Action = Wish["action"];

const LATEST = 5;

export const PANEL_KEYS = {
  customer: (id: number) => ["customer", id],
  orders: (id: number) => ["orders", id],
  requests: (id: number) => ["requests", id],
  actions: (order: number) => ["order", order, "actions"],
};

export const customerDesk = {
  customer: (id: number): Promise<Customer> => ask(client.GET("/customers/{id}", { params: { path: { id } } })),
  LATEST,
  orders: async (id: number, limit = LATEST): Promise<readonly Order[]> =>
    (await ask(client.GET("/customers/{id}/orders", { params: { path: { id }, query: { limit } } }))).orders,
  requests: async (id: number): Promise<readonly Request[]> =>
    (await ask(client.GET("/customers/{id}/requests", { params: { path: { id } } }))).requests,
  close: (reference: string, state: "done" | "refused"): Promise<Request> =>
    ask(client.PATCH("/requests/{reference}", { params: { path: { reference } }, body: { state } })),
  actions: (id: number): Promise<Offered> => ask(client.GET("/orders/{id}/actions", { params: { path: { id } } })),
  act: (id: number, wish: Wish, key: string) =>
    ask(
      client.POST("/orders/{id}/actions", {
        params: { path: { id }, header: { "Idempotency-Key": key } },
        body: wish,
      }),
    ),
};
