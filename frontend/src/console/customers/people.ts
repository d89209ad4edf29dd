// What the page asks of the API about customers.
import { ask, client } from "../api/client";
import type { components } from "../api/schema";
import type { Customer } from "../panel/customer";
import { type Asked, toParams, writeAsked } from "./asked";

type Shapes = components["schemas"];
export type CustomerListed = Shapes["CustomerListed"];
export type CustomerPage = Shapes["CustomerPage"];
export type Foreseen = Shapes["MergeTold"];
export type Correction = Shapes["CustomerChange"];

const PAGE = 50;

export const PEOPLE_KEYS = { list: (asked: Asked) => ["customers", writeAsked(asked)] };

export const people = {
  list: (asked: Asked, before: string | null): Promise<CustomerPage> => {
    const query = { ...toParams(asked), limit: PAGE, ...(before && { before }) };
    return ask(client.GET("/customers", { params: { query } }));
  },
  change: (id: number, body: Correction): Promise<Customer> =>
    ask(client.PATCH("/customers/{id}", { params: { path: { id } }, body })),
  foresee: (id: number, other_id: number): Promise<Foreseen> =>
    ask(client.GET("/customers/{id}/merge", { params: { path: { id }, query: { other_id } } })),
  merge: (id: number, other_id: number): Promise<Customer> =>
    ask(client.POST("/customers/{id}/merge", { params: { path: { id } }, body: { other_id } })),
  erase: (id: number) => ask(client.DELETE("/customers/{id}", { params: { path: { id } } })),
  /** Have the browser save all that is held of a customer. */
  download: async (id: number) => {
    const held = await ask(client.GET("/customers/{id}/export", { params: { path: { id } }, parseAs: "blob" }));
    const link = document.createElement("a");
    link.href = URL.createObjectURL(held as unknown as Blob);
    link.download = `customer-${id}.json`;
    link.click();
    URL.revokeObjectURL(link.href);
  },
};

/** Return what is to be changed, with what stood there; null where nothing is. */
export function correctionOf(
  of: Pick<Customer, "name" | "locale" | "birthday">,
  now: { name: string; locale: string; birthday: string },
): Correction | null {
  const changed: Correction = {};
  if (now.name !== of.name) Object.assign(changed, { name: now.name, name_was: of.name });
  if (now.locale && now.locale !== of.locale) {
    Object.assign(changed, { locale: now.locale, ...(of.locale && { locale_was: of.locale }) });
  }
  if (now.birthday !== (of.birthday ?? "")) {
    Object.assign(changed, { birthday: now.birthday, birthday_was: of.birthday ?? "" });
  }
  return Object.keys(changed).length > 0 ? changed : null;
}

/** Return by what somebody is called: their name, else what WhatsApp calls them, else their number. */
export const calledOf = ({ name, handles, phones, id }: Pick<CustomerListed, "name" | "handles" | "phones" | "id">) =>
  name || handles[0] || phones[0] || `#${id}`;
