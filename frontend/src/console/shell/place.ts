// Where one is: the whole state of what is shown stands in the address, so that it can be gone back to, kept and sent.
import { useSyncExternalStore } from "react";

export const FOLDERS = [
  "mine",
  "unassigned",
  "waiting",
  "assistant",
  "mentions",
  "snoozed",
  "resolved",
  "breached",
  "all",
] as const;
export type Folder = (typeof FOLDERS)[number];
export type Sort = "active" | "waiting" | "window";
export const FIRST_FOLDER: Folder = "waiting";

export interface Place {
  page: string;
  /** What follows the page's name in the address, for pages other than the inbox. */
  rest: string;
  folder: Folder;
  /** A saved view, in place of a folder. */
  view: number | null;
  /** The open conversation. */
  id: number | null;
  /** A message to open it at. */
  at: string | null;
  query: string;
  sort: Sort | null;
  /** What else is asked for in the address, for pages other than the inbox. */
  asked: string;
}

const ROOT = "/console";
const MOVED = "dastak:moved";
const isFolder = (name: string | undefined): name is Folder => (FOLDERS as readonly string[]).includes(name ?? "");
const asId = (text: string | undefined | null) => (text && /^[1-9]\d{0,15}$/.test(text) ? Number(text) : null);

export function readPlace(path: string, search: string): Place {
  const [page = "", ...parts] = path.replace(ROOT, "").split("/").filter(Boolean);
  const asked = new URLSearchParams(search);
  const sort = asked.get("sort");
  return {
    page: page || "inbox",
    rest: parts.join("/"),
    folder: isFolder(parts[0]) ? parts[0] : FIRST_FOLDER,
    view: asId(asked.get("view")),
    id: page === "inbox" ? asId(parts[1]) : null,
    at: asked.get("at"),
    query: asked.get("q") ?? "",
    sort: sort === "active" || sort === "waiting" || sort === "window" ? sort : null,
    asked: page && page !== "inbox" ? search.replace(/^\?/, "") : "",
  };
}

export function writePlace({ page, rest, asked: more, folder, view, id, at, query, sort }: Place): string {
  if (page !== "inbox") return `${ROOT}/${page}${rest ? `/${rest}` : ""}${more ? `?${more}` : ""}`;
  const asked = new URLSearchParams();
  if (view) asked.set("view", String(view));
  if (query) asked.set("q", query);
  if (sort) asked.set("sort", sort);
  if (at && id) asked.set("at", at);
  return `${ROOT}/inbox/${folder}${id ? `/${id}` : ""}${asked.size > 0 ? `?${asked}` : ""}`;
}

/** The list that a place shows, whatever of it is open. */
export const listKey = ({ folder, view, query, sort }: Place) => JSON.stringify([folder, view, query, sort]);

const here = () => location.pathname + location.search;
let read = { address: "", place: readPlace("", "") };

/** Return where one is; the same value until one moves. */
export function thePlace(): Place {
  if (read.address !== here()) read = { address: here(), place: readPlace(location.pathname, location.search) };
  return read.place;
}

/** Move to a place that differs from this one as said. */
export function go(changed: Partial<Place>, replace = false) {
  const now = thePlace();
  const asked = (changed.page ?? now.page) === now.page ? now.asked : "";
  const address = writePlace({ ...now, at: null, asked, ...changed });
  if (address === here()) return;
  if (replace) history.replaceState(null, "", address);
  else history.pushState(null, "", address);
  dispatchEvent(new Event(MOVED));
}

function follow(moved: () => void): () => void {
  addEventListener("popstate", moved);
  addEventListener(MOVED, moved);
  return () => {
    removeEventListener("popstate", moved);
    removeEventListener(MOVED, moved);
  };
}

export const usePlace = () => useSyncExternalStore(follow, thePlace);
