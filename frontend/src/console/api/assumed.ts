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
  effects: readonly { kind: string; values: Record<string, unknown> }[];
}
