// Many conversations at once: their keys before those of the open one, and what is told of a job.
import { i18n } from "@lingui/core";
import { beforeAll, expect, test } from "vitest";
import { menuOf } from "../../src/console/conversation/HeadMenu";
import { tellDone } from "../../src/console/inbox/bulkWords";
import { sourcesOf, tellProgress, tellReceipt } from "../../src/console/inbox/manyWords";
import { giveCommands, runCommand } from "../../src/console/keys/commands";
import { touched } from "../../src/console/live/news";

beforeAll(() => i18n.loadAndActivate({ locale: "en", messages: {} }));

test("what is selected has the keys, whichever came last, until nothing is", () => {
  const pressed: string[] = [];
  const ofOne = giveCommands({ resolve: () => pressed.push("one") });
  const ofMany = giveCommands({ resolve: () => pressed.push("many") }, true);
  const ofNext = giveCommands({ resolve: () => pressed.push("next") });
  runCommand("resolve");
  ofMany();
  runCommand("resolve");
  ofNext();
  runCommand("resolve");
  ofOne();
  expect(runCommand("resolve")).toBe(false);
  expect(pressed).toEqual(["many", "next", "one"]);
  expect(menuOf("snooze", true)).not.toBe(menuOf("snooze"));
});

test("what was left out is told with its reason", () => {
  const left_out = [{ why: "no_parcel", count: 2 } as const];
  expect(tellDone({ done: 310, left_out })).toBe("310 done, 2 skipped (no parcel is on its way)");
});

test("a template to many is filled by the customer's name and by what was typed", () => {
  expect(sourcesOf(["code", "name"], { code: " SAVE100 " })).toEqual({
    code: { text: "SAVE100" },
    name: { field: "first_name" },
  });
});

const RECEIPT = {
  currency: "INR",
  costs: [],
  billed: [],
  estimate: { price_micros: 0, fee_micros: 0, micros: 0, tax_micros: 0, taxed_micros: 0 },
  billable: 0,
  outstanding: 0,
  billed_elsewhere: 0,
  audience: 312,
  accepted: 310,
  held: 0,
  sent: 0,
  delivered: 310,
  read: 0,
  dropped: 0,
};
const reasonOf = (part: "skipped" | "held", reason: string, count: number, says = "") =>
  ({ part, reason, count, says, advice: "", retry: "never" }) as const;

test("a receipt is told as a sum, what is left of it too", () => {
  const rest = { skipped: 2, failed: 0, unknown: 0, not_started: 0, cost_micros: 0 };
  const reasons = [reasonOf("skipped", "no_consent", 1), reasonOf("held", "63049", 3)];
  expect(tellReceipt({ ...RECEIPT, ...rest, reasons })).toBe(
    "310 done, 1 skipped (never agreed to offers), 1 not sent",
  );
  const strange = [reasonOf("skipped", "some_new_name", 2, "They moved.")];
  expect(tellReceipt({ ...RECEIPT, ...rest, reasons: strange })).toBe("310 done, 2 skipped (They moved.)");
});

test("who waits is told while a template to many goes on", () => {
  const rest = {
    ...RECEIPT,
    audience: 4,
    accepted: 1,
    skipped: 1,
    failed: 0,
    unknown: 0,
    not_started: 2,
    cost_micros: 0,
  };
  const reasons = [{ ...reasonOf("skipped", "quiet_hours", 2), part: "not_started" as const }];
  expect(tellProgress({ people: 4 }, { ...rest, reasons })).toBe(
    "2 of 4, 2 waiting (outside of your hours for offers)",
  );
});

test("the row of a broadcast moves by the news of it", () => {
  expect(touched({ seq: 1, kind: "broadcast", id: 7 })).toEqual([["broadcast"], ["settings", "newsletters"]]);
});
