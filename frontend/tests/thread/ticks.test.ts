import { expect, test } from "vitest";
import { isLost, tickOf } from "../../src/thread/ticks";
import type { Status } from "../../src/thread/types";
import { ON_THE_PHONE } from "../../src/thread/wording";

const EXPECTED: Record<Exclude<Status, "failed" | "undelivered">, string> = {
  sending: "on its way",
  sent: "sent",
  queued: "delivered to the shop",
  accepted: "delivered to the shop",
  received: "delivered to the shop",
  delivered: "delivered to the shop",
  read: "read by the shop",
};

test.each(Object.entries(EXPECTED))("%s is shown as: %s", (status, words) => {
  expect(ON_THE_PHONE.ticks[tickOf(status as Status)]).toBe(words);
  expect(isLost(status as Status)).toBe(false);
});

test("what failed and what was not delivered is lost", () => {
  expect(isLost("failed") && isLost("undelivered")).toBe(true);
});
