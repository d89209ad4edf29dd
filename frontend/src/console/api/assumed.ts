// Shapes of routes that the description does not have yet, as they were agreed. Each goes when `make api-types` brings it.
import type { Sort } from "../shell/place";

export interface WholeAssumed {
  drafts?: { reply: string | null; note: string | null };
}
export interface Label {
  id: number;
  name: string;
  colour: string;
}
export interface View {
  id: number;
  name: string;
  query: string;
  sort: Sort | null;
  shared: boolean;
  pin: number | null;
}
export interface Canned {
  id: number;
  name: string;
  shortcut: string;
  shared: boolean;
  texts: Readonly<Record<string, string>>;
}
export interface Filled {
  text: string;
  locale: string;
  missing: readonly string[];
}
export interface Macro {
  id: number;
  name: string;
  effects: readonly string[];
}
export interface Template {
  name: string;
  locale: string;
  state: string;
  category: string;
  price: string | null;
  body: string;
  variables: readonly string[];
  refused?: string | null;
}
export interface Sending {
  text?: string;
  seen: string | null;
  anyway?: boolean;
  send_at?: string;
  canned_id?: number;
  template?: { name: string; locale: string; values: Record<string, string> };
  attachments?: readonly number[];
}
export type Availability = "online" | "busy" | "away" | "away_give_back";
