// What the server names is said in words: each name of its description, and one that is not known by a general sentence.
import { i18n } from "@lingui/core";
import { beforeAll, expect, test } from "vitest";
import { category, fieldName, sorted, WHY_NOT, whyNot } from "../../src/console/composer/templates";
import { AVAILABLE, available } from "../../src/console/conversation/AssignMenu";
import { EFFECTS, lackOf, tellEffect } from "../../src/console/conversation/effects";
import { SENTENCES, tellEvent } from "../../src/console/conversation/events";
import { FAILED, reason, tellFailure, WHY } from "../../src/console/conversation/reasons";
import { toBubble } from "../../src/console/conversation/showing";
import { LEFT_OUT, tellDone } from "../../src/console/inbox/bulkWords";
import { FLAGS, flagName } from "../../src/console/inbox/Row";
import {
  ACTIONS,
  actionName,
  HINDRANCES,
  hindrance,
  KINDS,
  kind,
  STAGES,
  STATES,
  stage,
} from "../../src/console/panel/words";
import { enumOf } from "./described";

beforeAll(() => i18n.loadAndActivate({ locale: "en", messages: {} }));

test.each([
  ["PersonWhy", WHY],
  ["NotOffered", WHY_NOT],
  ["Reaction", FAILED],
  ["TimelineKind", SENTENCES],
  ["RequestKind", KINDS],
  ["RequestState", STATES],
  ["OrderStage", STAGES],
  ["ParcelStage", STAGES],
  ["Milestone", STAGES],
  ["OrderAction", ACTIONS],
  ["Hindrance", HINDRANCES],
  ["BulkAction", EFFECTS],
  ["MacroOnly", EFFECTS],
  ["NotDoneWhy", LEFT_OUT],
  ["Flag", FLAGS],
  ["Availability", AVAILABLE],
])("%s has its words", (name, words) => {
  const names = enumOf(name);
  expect(names.length).toBeGreaterThan(1);
  expect(names.filter((one) => !Object.hasOwn(words, one))).toEqual([]);
});

const STRANGE = "some_new_name";

test("a name that is not known is never shown", () => {
  const said = [
    reason(STRANGE),
    whyNot(STRANGE),
    category(STRANGE),
    fieldName(STRANGE, 2),
    stage(STRANGE),
    kind(STRANGE),
    actionName(STRANGE),
    hindrance(STRANGE),
    flagName(STRANGE),
    tellDone({ done: 1, left_out: [{ why: STRANGE as "undone", count: 2 }] }),
    `person ${available(STRANGE)}`,
    ...tellFailure({ code: 99, kind: STRANGE as "retry" }),
    tellEffect({ kind: STRANGE as "reply", values: {} }, { label: String, person: String }),
    tellEvent({ kind: STRANGE, values: {} } as never, "Asha", String),
    tellEvent({ kind: "order_action", values: { action: STRANGE, order: "1042" } } as never, "Asha", String),
    tellEvent({ kind: "order_changed", values: { order: "1042", state: STRANGE } } as never, "", String),
    tellEvent({ kind: "rule_fired", values: { rule: STRANGE, because: STRANGE } } as never, "", String),
    tellEvent({ kind: "needs_person", values: { why: STRANGE } } as never, "Asha", String),
  ];
  expect(said.filter((one) => !one.trim() || /_|some new/i.test(one))).toEqual([]);
});

test.each([
  ["order_changed", { order: "1042", state: "out_for_delivery" }, "Order 1042: Out for delivery"],
  ["order_changed", { order: "1042", state: "address" }, "Order 1042: Goes to another address"],
  ["rule_fired", { rule: "shipped", order: "1042", outcome: "sent" }, "Sent by a rule: 1042 · Shipped"],
  [
    "rule_fired",
    { rule: "cart_1", order: "", outcome: "not_sent", because: "no_address" },
    "Not sent by its rule: Cart left behind (no way to reach them that they allow)",
  ],
])("%s is told in words", (kind, values, said) => {
  expect(tellEvent({ kind, values } as never, "", String)).toBe(said);
});

test("templates that can be sent stand first, then the customer's language", () => {
  const shared = { name: "n", state: "", category: "", body: "", fields: [], buttons: [], price_micros: 0 };
  const named = (locale: string, why_not: "waiting" | null = null) => ({ ...shared, locale, why_not });
  const all = [named("bn"), named("gu-Latn", "waiting"), named("en"), named("gu"), named("gu-Latn")];
  const order = sorted(all, "gu-Latn").map((one) => [one.locale, one.why_not]);
  expect(order).toEqual([
    ["gu-Latn", null],
    ["gu", null],
    ["en", null],
    ["bn", null],
    ["gu-Latn", "waiting"],
  ]);
});

test("a macro says what it does about an order, and what it still needs", () => {
  const values = { order: "refund", tell: false, needs: "detail" };
  const macro = {
    effects: [
      { kind: "reply", values: { name: "Hello" } },
      { kind: "order", values },
    ],
  } as never;
  expect(lackOf(macro)).toEqual({ action: "refund", field: "detail" });
  const names = { label: String, person: String };
  expect(tellEffect({ kind: "order", values }, names)).toBe("Ask for a refund");
  expect(tellEffect({ kind: "order", values: { order: "refund" } }, names)).toContain("the customer is told");
  expect(lackOf({ effects: [{ kind: "order", values: { order: "cancel", needs: null } }] } as never)).toBeNull();
});

test("a location that a customer sent is shown as one, also on the null island", () => {
  const sent = { author: "customer", choices: [], media: [], state: "waiting", at: "2026-11-21T09:00:00Z", text: "" };
  const place = { latitude: 0, longitude: 0, label: "", address: "CG Road" };
  expect(toBubble({ ...sent, place } as never, "whatsapp", "").rich.location?.address).toBe("CG Road");
  expect(toBubble({ ...sent, place: null } as never, "whatsapp", "").rich).toEqual({});
});
