// What the page asks of the API about customers.
import { ask, client } from "../api/client";
import type { components } from "../api/schema";
import { type Asked, toParams, writeAsked } from "./asked";

type Shapes = components["schemas"];
export type CustomerListed = Shapes["CustomerListed"];
export type CustomerPage = Shapes["CustomerPage"];

const PAGE = 50;

export const PEOPLE_KEYS = { list: (asked: Asked) => ["customers", writeAsked(asked)] };

export const people = {
  list: (asked: Asked, before: string | null): Promise<CustomerPage> => {
    const query = { ...toParams(asked), limit: PAGE, ...(before && { before }) };
    return ask(client.GET("/customers", { params: { query } }));
  },
};

/** Return by what somebody is called: their name, else what WhatsApp calls them, else their number. */
export const calledOf = ({ name, handles, phones, id }: Pick<CustomerListed, "name" | "handles" | "phones" | "id">) =>
  name || handles[0] || phones[0] || `#${id}`;
