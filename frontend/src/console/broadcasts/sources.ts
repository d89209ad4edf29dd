// Where the gaps of a text are filled from.
import { i18n } from "@lingui/core";

export type Source =
  | { text: string }
  | { field: string; default?: string }
  /** Of the list that the broadcast goes to. */
  | { column: string; default?: string }
  /** How many the catalogue has left of a product, by its number. */
  | { stock: string };
export type Sources = Readonly<Record<string, Source>>;

export const PERSONAL: Record<string, () => string> = {
  first_name: () => i18n.t("Their first name"),
  points: () => i18n.t("Their points"),
  last_order_number: () => i18n.t("Their last order's number"),
  last_product: () => i18n.t("What they bought last"),
  last_city: () => i18n.t("Their town"),
  birthday_month: () => i18n.t("The month of their birthday"),
  cart_value: () => i18n.t("What their cart is worth"),
};

/** Return where a gap is filled from before anybody has said so: a name is the customer's own. */
export function guess(name: string, ofStock = false): Source {
  if (ofStock) return { stock: "" };
  return name === "name" ? { field: "first_name", default: "" } : { text: "" };
}

/** Return the sources that can be kept: of the gaps of the text alone, and none that says nothing. */
export function kept(sources: Sources, fields: readonly string[]): Record<string, Source> {
  const all = fields.map((name) => [name, sources[name] ?? guess(name)] as const);
  return Object.fromEntries(all.filter(([, source]) => saysSomething(source)));
}

const saysSomething = (source: Source) =>
  "text" in source ? source.text.trim() !== "" : !("stock" in source) || source.stock.trim() !== "";

interface Reader {
  name: string;
}

/** Return what stands in a gap for somebody; "" where nothing is known of them and no default is given. */
export function filledFor(source: Source | undefined, person: Reader): string {
  if (!source) return "";
  if ("text" in source) return source.text;
  if ("stock" in source) return source.stock && "…";
  if ("column" in source) return source.default || `“${source.column}”`;
  const known = source.field === "first_name" ? (person.name.trim().split(/\s+/)[0] ?? "") : "";
  return known || source.default || "";
}

/** Return how many people have nothing of their own for a gap, so that its default stands there. */
export const emptyFor = (source: Source | undefined, people: readonly Reader[]) =>
  source && "field" in source && source.field === "first_name"
    ? people.filter((one) => one.name.trim() === "").length
    : 0;
