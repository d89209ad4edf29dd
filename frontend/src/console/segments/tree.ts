// A rule as it is built: groups and conditions that know each other by keys; from the API's JSON and back.
export type Rule =
  | { all: readonly Rule[] }
  | { any: readonly Rule[] }
  | { not: Rule }
  | { segment: number }
  | { field: string; is: string; value?: number | readonly (string | number)[]; days?: number };

interface Part {
  key: number;
  /** Whoever does not fit it is meant. */
  not: boolean;
}
export interface Group extends Part {
  kind: "group";
  join: "all" | "any";
  parts: readonly Node[];
}
export interface Condition extends Part {
  kind: "condition";
  field: string;
  is: string;
  /** As typed; "" where nothing is. */
  number: string;
  listed: readonly (string | number)[];
  /** As typed; "" is ever. */
  days: string;
}
export interface Saved extends Part {
  kind: "saved";
  segment: number | null;
}
export type Node = Group | Condition | Saved;

let last = 0;
const part = () => ({ key: ++last, not: false });
export const newGroup = (parts: readonly Node[] = [], join: Group["join"] = "all"): Group => ({
  ...part(),
  kind: "group",
  join,
  parts,
});
export const newCondition = (field = "", is = ""): Condition => ({
  ...part(),
  kind: "condition",
  field,
  is,
  number: "",
  listed: [],
  days: "",
});
export const newSaved = (segment: number | null = null): Saved => ({ ...part(), kind: "saved", segment });

const asText = (value: unknown) => (typeof value === "number" ? String(value) : "");

function readNode(rule: Rule): Node {
  if ("not" in rule) {
    const inner = readNode(rule.not);
    return { ...inner, not: !inner.not };
  }
  if ("all" in rule) return newGroup(rule.all.map(readNode));
  if ("any" in rule) return newGroup(rule.any.map(readNode), "any");
  if ("segment" in rule) return newSaved(rule.segment);
  const { field, is, value, days } = rule;
  return {
    ...newCondition(field, is),
    number: asText(value),
    listed: Array.isArray(value) ? (value as (string | number)[]) : [],
    days: asText(days),
  };
}

/** Return a kept rule as it is built: a group, whatever it was. */
export function fromRule(rule: Rule): Group {
  const read = readNode(rule);
  return read.kind === "group" && !read.not ? read : newGroup([read]);
}

export interface Written {
  rule: Rule;
  /** Where each part stands in the rule, as the server names places. */
  places: ReadonlyMap<string, number>;
}

const whole = (text: string) => (/^\d{1,15}$/.test(text.trim()) ? Number(text) : undefined);

function write(node: Node, at: string, places: Map<string, number>): Rule {
  places.set(at, node.key);
  const inner = node.not ? `${at}/not` : at;
  const bare = writeBare(node, inner, places);
  return node.not ? { not: bare } : bare;
}

function writeBare(node: Node, at: string, places: Map<string, number>): Rule {
  if (node.kind === "saved") return { segment: node.segment ?? 0 };
  if (node.kind === "group") {
    const rules = node.parts.map((one, place) => write(one, `${at}/${node.join}/${place}`, places));
    // Nobody left in a group that asks for any of nothing: everybody, as the page says of it.
    return node.join === "any" && rules.length > 0 ? { any: rules } : { all: rules };
  }
  const { field, is, listed, days } = node;
  const value = listed.length > 0 ? listed : whole(node.number);
  const lately = whole(days);
  return { field, is, ...(value !== undefined && { value }), ...(lately !== undefined && { days: lately }) };
}

/** Return what was built as the API takes it. */
export function toRule(root: Group): Written {
  const places = new Map<string, number>();
  return { rule: write(root, "/rule", places), places };
}

/** Return the part of the rule that a place of the server's is in. */
export function partAt(places: Written["places"], pointer: string): number | undefined {
  for (let at = pointer; at !== ""; at = at.slice(0, at.lastIndexOf("/"))) {
    const key = places.get(at);
    if (key !== undefined) return key;
  }
  return undefined;
}

/** Return the tree with a part changed; without it where the change gives null. */
export function changed<T extends Node>(node: T, key: number, change: (one: Node) => Node | null): T {
  if (node.kind !== "group") return node;
  const parts = node.parts.flatMap((one) => {
    if (one.key !== key) return [changed(one, key, change)];
    const now = change(one);
    return now === null ? [] : [now];
  });
  return { ...node, parts };
}

/** Return every part of a tree, the tree itself first. */
export const listParts = (node: Node): readonly Node[] =>
  node.kind === "group" ? [node, ...node.parts.flatMap(listParts)] : [node];
