// What the page of a broadcast that was started asks of the API.
import { ask, client, ROOT } from "../api/client";
import type { components } from "../api/schema";
import type { Broadcast, Receipt } from "../api/shapes";

export type { Receipt } from "../api/shapes";

type Shapes = components["schemas"];
export type Part = Shapes["ReceiptPart"];
/** What a number of the receipt counts: a part, all parts that were accepted, or everybody. */
export type Counted = Part | "accepted" | "audience";
export type Reason = Shapes["ReasonTold"];
export type Person = Shapes["ReceiptPerson"];
export type Outcomes = Shapes["OutcomesTold"];
export type Outcome = Shapes["OutcomeTold"];
export type Bill = Shapes["BilledTold"];
export type PeoplePage = Shapes["ReceiptPeople"];

const PAGE = 50;

/** Everything of a broadcast is fetched anew when the live stream says that it moved: the first word is its kind. */
export const RECEIPT_KEYS = {
  broadcast: (id: number) => ["broadcast", id, "whole"],
  receipt: (id: number) => ["broadcast", id, "receipt"],
  outcomes: (id: number, days: number) => ["broadcast", id, "outcomes", days],
  people: (id: number, part: Counted, reason: string) => ["broadcast", id, "people", part, reason],
};

const at = (id: number) => ({ params: { path: { id } } });

export const receipts = {
  broadcast: (id: number): Promise<Broadcast> => ask(client.GET("/broadcasts/{id}", at(id))),
  receipt: (id: number): Promise<Receipt> => ask(client.GET("/broadcasts/{id}/receipt", at(id))),
  people: (id: number, part: Counted, reason: string, after: number): Promise<PeoplePage> => {
    const query = { limit: PAGE, after, ...(part !== "audience" && { part }), ...(reason && { reason }) };
    return ask(client.GET("/broadcasts/{id}/people", { params: { path: { id }, query } }));
  },
  pause: (id: number): Promise<Broadcast> => ask(client.POST("/broadcasts/{id}/pause", at(id))),
  resume: (id: number): Promise<Broadcast> => ask(client.POST("/broadcasts/{id}/resume", at(id))),
  cancel: (id: number): Promise<Broadcast> => ask(client.POST("/broadcasts/{id}/cancel", at(id))),
  undo: (id: number): Promise<Broadcast> => ask(client.POST("/broadcasts/{id}/undo", at(id))),
  /** Make a draft of those who may come right. */
  retry: (id: number): Promise<Broadcast> => ask(client.POST("/broadcasts/{id}/retry", at(id))),
  outcomes: (id: number, days: number): Promise<Outcomes> =>
    ask(client.GET("/broadcasts/{id}/outcomes", { params: { path: { id }, query: { days } } })),
  csv: (id: number) => `${ROOT}/broadcasts/${id}/receipt.csv`,
};
