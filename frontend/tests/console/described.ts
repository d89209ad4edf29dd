// The API's description as the console's types have it.
import { readFileSync } from "node:fs";
import { join } from "node:path";

const SCHEMA = readFileSync(join(import.meta.dirname, "../../src/console/api/schema.d.ts"), "utf-8");

/** Return the values of an enumeration of the description. */
export function enumOf(name: string): string[] {
  const line = new RegExp(`^\\s+${name}: ((?:"[^"]*"(?: \\| )?)+);$`, "m").exec(SCHEMA)?.[1] ?? "";
  return [...line.matchAll(/"([^"]*)"/g)].map((one) => one[1] ?? "");
}
