// Where the gaps of a text are filled from.
import { i18n } from "@lingui/core";

export type Source =
  | { text: string }
  | { field: string; default?: string }
  /** Of the list that the broadcast goes to. */
  | { column: string; default?: string };
export type Sources = Readonly<Record<string, Source>>;

export const PERSONAL: Record<string, () => string> = {
  first_name: () => i18n.t("Their first name"),
  points: () => i18n.t("Their points"),
};

/** Return where a gap is filled from before anybody has said so: a name is the customer's own. */
export const guess = (name: string): Source => (name === "name" ? { field: "first_name", default: "" } : { text: "" });

/** Return the sources that can be kept: of the gaps of the text alone, and none that says nothing. */
export function kept(sources: Sources, fields: readonly string[]): Record<string, Source> {
  const all = fields.map((name) => [name, sources[name] ?? guess(name)] as const);
  return Object.fromEntries(all.filter(([, source]) => !("text" in source) || source.text.trim() !== ""));
}

interface Reader {
  name: string;
}

/** Return what stands in a gap for somebody; "" where nothing is known of them and no default is given. */
export function filledFor(source: Source | undefined, person: Reader): string {
  if (!source) return "";
  if ("text" in source) return source.text;
  if ("column" in source) return source.default || `“${source.column}”`;
  const known = source.field === "first_name" ? (person.name.trim().split(/\s+/)[0] ?? "") : "";
  return known || source.default || "";
}

/** Return how many people have nothing of their own for a gap, so that its default stands there. */
export const emptyFor = (source: Source | undefined, people: readonly Reader[]) =>
  source && "field" in source && source.field === "first_name"
    ? people.filter((one) => one.name.trim() === "").length
    : 0;
