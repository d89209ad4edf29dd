// What the parts of the builder share: fields, names of the shop's things, what is wrong, and how a part is changed.
import { useQuery } from "@tanstack/react-query";
import { createContext, useContext, useMemo } from "react";
import { useLabels } from "../inbox/people";
import type { Fields } from "./faults";
import { SEGMENT_KEYS, type Segment, segmentDesk } from "./segments";
import { type Group, listParts, type Node } from "./tree";
import type { Names } from "./words";

const SELDOM = 5 * 60_000;
const PRODUCTS = ["bought.product", "chat.awaits"];

export interface Building {
  fields: Fields;
  names: Names;
  segments: readonly Segment[];
  /** The segment that is built, which cannot use itself. */
  mine: number | null;
  wrong: ReadonlyMap<number, string>;
  change: (key: number, change: (one: Node) => Node | null) => void;
}

const Shared = createContext<Building | null>(null);
export const BuildingOf = Shared.Provider;

export function useBuilding(): Building {
  const found = useContext(Shared);
  if (!found) throw new Error("outside of a rule");
  return found;
}

export const useSegments = () => useQuery({ queryKey: SEGMENT_KEYS.list, queryFn: segmentDesk.list });

export function useFields() {
  const { data } = useQuery({ queryKey: SEGMENT_KEYS.fields, queryFn: segmentDesk.fields, staleTime: SELDOM });
  return useMemo(() => data && { ...data, byName: new Map(data.fields.map((one) => [one.name, one])) }, [data]);
}

const idsIn = (nodes: readonly Node[]) =>
  nodes.flatMap((one) =>
    one.kind === "condition" && PRODUCTS.includes(one.field)
      ? one.listed.filter((id): id is number => typeof id === "number")
      : [],
  );

const MOST_ASKED = 50;

/** Return what the shop calls its things, of those that stand in rules. */
export function useNames(roots: readonly Group[]): Names {
  const ids = [...new Set(roots.flatMap((root) => idsIn(listParts(root))))].slice(0, MOST_ASKED).join(",");
  const asked = useQuery({
    queryKey: SEGMENT_KEYS.values("bought.product", "", ids),
    queryFn: () => segmentDesk.values("bought.product", "", ids),
    enabled: ids !== "",
    staleTime: SELDOM,
    placeholderData: (before) => before,
  });
  const labels = useLabels();
  const segments = useSegments().data;
  const currency = useFields()?.currency ?? "INR";
  return useMemo(
    () => ({
      currency,
      products: new Map(asked.data?.map((one) => [Number(one.value), one.name])),
      labels: new Map(labels.map((one) => [one.id, one.name])),
      segments: new Map(segments?.map((one) => [one.id, one.name])),
    }),
    [asked.data, labels, segments, currency],
  );
}
