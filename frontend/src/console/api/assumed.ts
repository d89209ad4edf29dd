// Shapes of routes that the description does not have yet, as they were agreed. Each goes when `make api-types` brings it.
import type { Sort } from "../shell/place";

export interface View {
  id: number;
  name: string;
  query: string;
  sort: Sort | null;
  shared: boolean;
  pin: number | null;
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
