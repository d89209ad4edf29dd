// What the page of SMS in India asks of the server.
import { ask, client } from "../../api/client";
import type { components } from "../../api/schema";

export type DltText = components["schemas"]["DltTextTold"];
export type DltGiven = components["schemas"]["DltGiven"];
export const DLT = ["settings", "dlt"];

export const listDlt = (locale: string) =>
  ask(client.GET("/dlt-texts", { params: { query: locale ? { locales: locale } : {} } }));
export const writeDlt = ({ key, locale }: DltText, body: DltGiven) =>
  ask(client.PUT("/dlt-texts/{key}/{locale}", { params: { path: { key, locale } }, body }));
export const dropDlt = ({ key, locale }: DltText) =>
  ask(client.DELETE("/dlt-texts/{key}/{locale}", { params: { path: { key, locale } } }));

export const KINDS = ["service_implicit", "transactional", "service_explicit", "promotional"] as const;
const SUFFIX: Readonly<Record<string, string>> = {
  promotional: "P",
  service_explicit: "S",
  service_implicit: "S",
  transactional: "TG",
};

/** Return the headers that may carry a kind: by the letter at their end. */
export const headersFor = (headers: readonly string[], kind: string) =>
  headers.filter((one) => (SUFFIX[kind] ?? "").includes(one.slice(-1)));
