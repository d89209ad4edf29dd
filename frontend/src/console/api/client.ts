// The one way to the API. Types are those of its own description (schema.d.ts).
import { i18n } from "@lingui/core";
import createClient from "openapi-fetch";
import { idleSeconds } from "./acting";
import { Refused, readProblem } from "./problem";
import type { paths } from "./schema";

export const ROOT = "/api/v1";
const NOTHING = new Set([204, 205]);
const BUSY = 503;
const PAUSE = 1000; // ms
// What answers 401 to a wrong password, code or passkey: whoever is logged in still is.
const TRIES = /\/session(\/proof|\/passkey)?$/;
let csrf = "";
let signedOut: () => void = () => {};

/** Tell the client the session's token, which goes with each change. */
export function setCsrf(token: string) {
  csrf = token;
}

export function onSignedOut(told: () => void) {
  signedOut = told;
}

export const client = createClient<paths>({ baseUrl: ROOT, fetch: (request) => reach(request) });

async function reach(request: Request): Promise<Response> {
  if (request.method !== "GET") request.headers.set("X-CSRF-Token", csrf);
  request.headers.set("X-Idle-Seconds", String(idleSeconds()));
  // What the server says in sentences, it says in the console's language.
  request.headers.set("Accept-Language", i18n.locale || "en");
  const again = request.clone();
  let answer = await send(request);
  // The database was busy and nothing was stored, as the server says itself: asked once more before anybody is told.
  if (answer.status === BUSY && answer.headers.has("Retry-After")) {
    await new Promise((waited) => setTimeout(waited, PAUSE));
    answer = await send(again);
  }
  if (answer.status === 401 && !TRIES.test(request.url)) signedOut();
  return answer;
}

const send = (request: Request) =>
  fetch(request).catch(() => {
    throw new Refused({ status: 0, title: i18n.t("Dastak does not answer"), detail: "" });
  });

/** Return what a call answers, or throw what it was refused with. */
export async function ask<T>(call: Promise<{ data?: T; error?: unknown; response: Response }>): Promise<T> {
  const { data, error, response } = await call;
  if (!response.ok) throw new Refused(readProblem(response.status, error));
  return data as T;
}

interface Asked {
  query?: Record<string, string | number | boolean | null | undefined>;
  body?: unknown;
  file?: Blob;
  once?: string;
}

/** Call a route that the description does not have yet; goes when it has. */
export async function call<T>(method: string, path: string, { query = {}, body, file, once }: Asked = {}): Promise<T> {
  const asked = new URL(location.origin + ROOT + path);
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null && value !== "") asked.searchParams.set(name, String(value));
  }
  const headers: Record<string, string> = {};
  if (once) headers["Idempotency-Key"] = once;
  if (body !== undefined) headers["Content-Type"] = "application/json";
  if (file) headers["Content-Type"] = "application/octet-stream"; // what stands in it counts
  const sent = file ?? (body === undefined ? null : JSON.stringify(body));
  const answer = await reach(new Request(asked, { method, headers, body: sent }));
  const content: unknown = NOTHING.has(answer.status) ? undefined : await answer.json().catch(() => undefined);
  if (!answer.ok) throw new Refused(readProblem(answer.status, content));
  return content as T;
}

/** A key by which a repeated POST makes nothing twice. */
export const once = () => crypto.randomUUID();
