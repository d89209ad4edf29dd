import { readFileSync } from "node:fs";
import { join } from "node:path";
import { i18n } from "@lingui/core";
import { beforeAll, expect, test } from "vitest";
import { type Fields, faultOf, faultsOf, minorOf, typedSum } from "../../src/console/segments/faults";
import { STATES } from "../../src/console/segments/places";
import type { FieldTold } from "../../src/console/segments/segments";
import { SUBJECTS } from "../../src/console/segments/subjects";
import {
  changed,
  fromRule,
  type Group,
  listParts,
  newCondition,
  newGroup,
  newSaved,
  partAt,
  type Rule,
  toRule,
} from "../../src/console/segments/tree";
import { COMPARISONS, FIELD_NAMES, type Names, sayNode, VALUES } from "../../src/console/segments/words";
import { enumOf } from "./described";

beforeAll(() => i18n.loadAndActivate({ locale: "en", messages: {} }));

const ORDERS: Rule = { field: "orders.count", is: "at_least", value: 5, days: 90 };
const GUJARATI: Rule = { field: "customer.locale", is: "one_of", value: ["gu", "gu-Latn"] };
const RULES: Rule[] = [
  { all: [] },
  { all: [ORDERS] },
  { all: [ORDERS, { not: { any: [GUJARATI, { not: { segment: 7 } }] } }] },
  { any: [{ field: "orders.last", is: "never" }, { not: { field: "bought.product", is: "one_of", value: [3, 4] } }] },
];

test.each(RULES)("a rule that is built comes back as it was: %j", (rule) => {
  expect(toRule(fromRule(rule)).rule).toEqual(rule);
});

test("a rule that is no group, or its contrary, stands in one", () => {
  expect(toRule(fromRule(ORDERS)).rule).toEqual({ all: [ORDERS] });
  expect(toRule(fromRule({ not: { any: [GUJARATI] } })).rule).toEqual({ all: [{ not: { any: [GUJARATI] } }] });
  expect(toRule(fromRule({ not: { not: GUJARATI } })).rule).toEqual({ all: [GUJARATI] });
});

test("a place of the server's is found in the part that it is in", () => {
  const root = fromRule(RULES[2] as Rule);
  const { places } = toRule(root);
  const [first, group] = root.parts;
  const saved = (group as Group).parts[1];
  expect(partAt(places, "/rule/all/0/value")).toBe(first?.key);
  expect(partAt(places, "/rule/all/1/not/any/1/not/segment")).toBe(saved?.key);
  expect(partAt(places, "/rule/all/1/not/any")).toBe(group?.key);
  expect(partAt(places, "/rule")).toBe(root.key);
  expect(partAt(places, "/name")).toBeUndefined();
});

test("a part is changed or taken out wherever it stands", () => {
  const root = fromRule(RULES[2] as Rule);
  const saved = listParts(root).find((one) => one.kind === "saved");
  const key = saved?.key ?? 0;
  expect(listParts(changed(root, key, () => null))).toHaveLength(listParts(root).length - 1);
  const turned = changed(root, key, (one) => ({ ...one, not: false }));
  expect(JSON.stringify(toRule(turned).rule)).toContain('{"segment":7}');
});

const field = (name: string, kind: string, takes: string, more: Partial<FieldTold> = {}) =>
  ({
    name,
    kind,
    choices: [],
    dated: true,
    least: 0,
    most: 2 ** 31 - 1,
    ...more,
    operators: [{ operator: "x", takes }],
  }) as unknown as FieldTold;
const FIELDS: Fields = new Map(
  [
    field("orders.count", "number", "number"),
    field("rating.stars", "number", "number", { least: 1, most: 5 }),
    field("bought.product", "products", "list"),
  ].map((one) => [one.name, one]),
);

test.each([
  [{}, "Choose what to ask of the customer."],
  [{ field: "orders.count", is: "x", number: "" }, "Write a whole number from 0 to 2147483647."],
  [{ field: "orders.count", is: "x", number: "1.5" }, "Write a whole number from 0 to 2147483647."],
  [{ field: "orders.count", is: "x", number: "5", days: "0" }, "Write a whole number from 1 to 3650."],
  [{ field: "orders.count", is: "x", number: " 5 ", days: "30" }, null],
  [{ field: "rating.stars", is: "x", number: "6" }, "Write a whole number from 1 to 5."],
  [{ field: "bought.product", is: "x" }, "Choose at least one."],
  [{ field: "bought.product", is: "x", listed: [3] }, null],
])("what is missing in a condition is said: %j", (given, fault) => {
  expect(faultOf({ ...newCondition(), ...given }, FIELDS)).toBe(fault);
});

test("an empty group and a segment that is not chosen are missing too", () => {
  const root = newGroup([newGroup(), newSaved(), newSaved(3)]);
  expect([...faultsOf(root, FIELDS).values()]).toEqual([
    "Put a condition into the group, or take it out.",
    "Choose a segment.",
  ]);
  expect(faultsOf(newGroup(), FIELDS).size).toBe(0);
});

test("a sum is typed in rupees and kept in paise", () => {
  expect(["1000", "1,00,000", "₹ 99.5", "0.05"].map(minorOf)).toEqual(["100000", "10000000", "9950", "5"]);
  expect(["", "x", "1.234", "-5", "1e9"].map(minorOf)).toEqual(["", "", "", "", ""]);
  expect(["100000", "9950", ""].map(typedSum)).toEqual(["1000", "99.5", ""]);
});

test("a rule is said in a sentence", () => {
  const names: Names = {
    ...{ currency: "INR", labels: new Map(), products: new Map([[3, "Patola"]]) },
    segments: new Map([[7, "Regulars"]]),
  };
  const rule: Rule = {
    all: [ORDERS, { any: [{ segment: 7 }, { field: "bought.product", is: "one_of", value: [3, 4] }] }],
  };
  expect(sayNode(fromRule(rule), names)).toBe(
    "Number of orders: at least 5 (last 90 days), and (in “Regulars”, or Bought a product: is one of Patola, #4)",
  );
  expect(sayNode(fromRule({ all: [] }), names)).toBe("every customer");
  const sum: Rule = { not: { field: "orders.total", is: "at_most", value: 100_000 } };
  expect(sayNode(fromRule(sum), names)).toBe("not (Spent in all: at most ₹1,000)");
});

const PYTHON = (path: string) => readFileSync(join(import.meta.dirname, "../../../bot/domain/segments", path), "utf-8");

test("every field, comparison, state and subject of the server has its words", () => {
  const fields = [...PYTHON("fields.py").matchAll(/^ {4}Field\("([a-z.]+)"/gm)].map((one) => one[1] ?? "");
  expect(fields.length).toBeGreaterThan(25);
  expect(fields.filter((name) => !Object.hasOwn(FIELD_NAMES, name))).toEqual([]);
  expect(enumOf("Comparison").filter((name) => !Object.hasOwn(COMPARISONS, name))).toEqual([]);
  const states = [...PYTHON("states.py").matchAll(/^ {4}"([A-Z]{2})": IndianState\("(.*?)"/gm)];
  expect(states.map((one) => STATES[one[1] ?? ""]?.())).toEqual(states.map((one) => one[2]));
  const subjects = /INTENTS = \(([\s\S]*?)^\)/m.exec(PYTHON("fields.py"))?.[1]?.match(/(?<=")[a-z_]+(?=")/g) ?? [];
  expect(subjects.length).toBeGreaterThan(30);
  expect(subjects.filter((name) => !Object.hasOwn(SUBJECTS, name))).toEqual([]);
  const stages = enumOf("ParcelStage");
  expect(stages.filter((name) => !Object.hasOwn(VALUES, name))).toEqual([]);
});
