// What the page of a broadcast that was started asks of the API.
import { ask, client, ROOT } from "../api/client";
import type { components } from "../api/schema";
import type { Broadcast, Receipt } from "../api/shapes";
import { type Did, type Shown, writeDid, writeShown } from "./asked";

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
  receipt: (id: number) => ["receipt", id, "numbers"],
  outcomes: (id: number, days: number) => ["broadcast", id, "outcomes", days],
  /** Counted anew by itself, no more often than counting takes: see useReceipt. */
  people: (id: number, shown: Shown) => ["receipt", id, "people", writeShown(shown)],
  did: (id: number, did: Did) => ["receipt", id, "did", writeDid(did)],
};

const at = (id: number) => ({ params: { path: { id } } });

export const receipts = {
  broadcast: (id: number): Promise<Broadcast> => ask(client.GET("/broadcasts/{id}", at(id))),
  receipt: (id: number): Promise<Receipt> => ask(client.GET("/broadcasts/{id}/receipt", at(id))),
  people: (id: number, { part, reason, locale, variant }: Shown, after: number): Promise<PeoplePage> => {
    const query = {
      ...{ limit: PAGE, after, ...(part !== "audience" && { part }), ...(reason && { reason }) },
      ...(locale !== undefined && { locale }),
      ...(variant !== undefined && { variant }),
    };
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
  did: (id: number, { effect, days, held }: Did, after: number) => {
    const query = {
      effect: effect as Outcome["effect"],
      days,
      held_out: held ? "yes" : "no",
      after,
      limit: PAGE,
    } as const;
    return ask(client.GET("/broadcasts/{id}/outcomes/people", { params: { path: { id }, query } }));
  },
  csv: (id: number) => `${ROOT}/broadcasts/${id}/receipt.csv`,
};
