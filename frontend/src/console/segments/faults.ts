// What is still missing in a rule that is being built, part by part, before the server is asked.
import { i18n } from "@lingui/core";
import type { FieldTold } from "./segments";
import { type Condition, type Group, listParts, type Node } from "./tree";

const MOST_DAYS = 3650;
const MOST_AHEAD = 60;

export type Fields = ReadonlyMap<string, FieldTold>;

/** Return what number an operator of a field takes, from the least to the most. */
export function rangeOf({ kind, least, most }: FieldTold, is: string): [number, number] {
  if (is === "in_month") return [1, 12];
  if (is === "in_next_days") return [0, MOST_AHEAD];
  return kind === "days" ? [0, MOST_DAYS] : [least, most];
}

export const takesOf = (field: FieldTold | undefined, is: string) =>
  field?.operators.find((one) => one.operator === is)?.takes ?? "nothing";

const isWhole = (text: string, least: number, most: number) =>
  /^\d{1,15}$/.test(text.trim()) && Number(text) >= least && Number(text) <= most;

/** Return what is wrong with a part, in words for its field; null where nothing is. */
export function faultOf(node: Node, fields: Fields): string | null {
  if (node.kind === "saved") return node.segment === null ? i18n.t("Choose a segment.") : null;
  if (node.kind === "condition") return faultOfCondition(node, fields);
  return null;
}

function faultOfCondition(node: Condition, fields: Fields): string | null {
  const field = fields.get(node.field);
  if (!field) return i18n.t("Choose what to ask of the customer.");
  const takes = takesOf(field, node.is);
  const [least, most] = rangeOf(field, node.is);
  if (takes === "list" && node.listed.length === 0) return i18n.t("Choose at least one.");
  if (takes === "number" && !isWhole(node.number, least, most)) {
    if (field.kind === "money") return i18n.t("Write a sum.");
    return i18n.t("Write a whole number from {least} to {most}.", { least, most });
  }
  if (node.days !== "" && !isWhole(node.days, 1, MOST_DAYS)) {
    return i18n.t("Write a whole number from {least} to {most}.", { least: 1, most: MOST_DAYS });
  }
  return null;
}

/** Return what is wrong with each part of a tree, by its key. */
export function faultsOf(root: Group, fields: Fields): ReadonlyMap<number, string> {
  const found = new Map<number, string>();
  for (const node of listParts(root)) {
    const fault = faultOf(node, fields);
    if (fault !== null) found.set(node.key, fault);
    else if (node.kind === "group" && node !== root && node.parts.length === 0) {
      found.set(node.key, i18n.t("Put a condition into the group, or take it out."));
    }
  }
  return found;
}

/** Return a sum as it is typed for so many minor units. */
export const typedSum = (minor: string) => (minor === "" ? "" : String(Number(minor) / 100));

/** Return the minor units of what was typed; "" for what is no sum. */
export function minorOf(typed: string): string {
  const plain = typed.replace(/[\s,₹]/g, "");
  return /^\d{1,9}(\.\d{1,2})?$/.test(plain) ? String(Math.round(Number(plain) * 100)) : "";
}
