import { readFileSync } from "node:fs";
import { join } from "node:path";
import { i18n } from "@lingui/core";
import { renderToStaticMarkup as render } from "react-dom/server";
import { beforeAll, expect, test } from "vitest";
import type { Broadcast, Receipt } from "../../src/console/api/shapes";
import { readShown, writeShown } from "../../src/console/receipt/asked";
import { endOf, rateOf, restAfter, withLook } from "../../src/console/receipt/pace";
import { Sums } from "../../src/console/receipt/Sums";
import { addsUp, byPart, mayComeRight, SUMS } from "../../src/console/receipt/sums";

const NOW = Date.parse("2026-11-29T10:00:00Z");
const RECEIPT: Receipt = {
  ...{ audience: 20_000, accepted: 18_400, skipped: 1_200, failed: 300, unknown: 50, not_started: 50 },
  ...{
    held: 400,
    sent: 1_000,
    delivered: 9_000,
    read: 7_900,
    dropped: 100,
    cost_micros: 5,
    currency: "INR",
    costs: [],
    billed: [],
    estimate: { price_micros: 0, fee_micros: 0, micros: 0, tax_micros: 0, taxed_micros: 0 },
    billable: 0,
    outstanding: 0,
    billed_elsewhere: 0,
  },
  reasons: [
    { part: "skipped", reason: "cap", count: 200, says: "", advice: "", retry: "later" },
    { part: "skipped", reason: "no_consent", count: 1_000, says: "", advice: "", retry: "never" },
    { part: "failed", reason: "63024", count: 300, says: "", advice: "", retry: "sms" },
  ],
};
const RUNNING = { state: "running", people: 20_000, began_at: "2026-11-29T09:50:00Z", ended_at: null } as Broadcast;

beforeAll(() => i18n.loadAndActivate({ locale: "en", messages: {} }));

test("both sums are written out with the server's numbers, and whether they add up", () => {
  const shown = render(<Sums receipt={RECEIPT} shown={{ part: "held", reason: "" }} />);
  const counted = [...shown.matchAll(/data-counts="(\w+)".*?>([\d,]+)<\/a>/g)].map((one) => [one[1], one[2]]);
  expect(counted).toEqual(
    SUMS.flatMap(({ whole, parts }) => [whole, ...parts]).map((part) => [part, RECEIPT[part].toLocaleString("en-IN")]),
  );
  expect(shown).toContain('href="?part=not_started"');
  expect(shown.match(/aria-current/g)).toHaveLength(1);
  expect(shown.match(/It adds up/g)).toHaveLength(2);
  const wrong = render(<Sums receipt={{ ...RECEIPT, read: 7_901 }} shown={null} />);
  expect(wrong.match(/It adds up/g)).toHaveLength(1);
  expect(wrong).toContain('role="alert"');
});

test("whatever the receipt, the page shows its numbers and says whether they add up", () => {
  let seed = 20_261_129;
  const dice = (sides: number) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
    return seed % sides;
  };
  for (let round = 0; round < 30; round++) {
    const parts = SUMS.flatMap((sum) => sum.parts).map((part) => [part, dice(4) === 0 ? 0 : dice(3_000_000)]);
    const receipt = { ...RECEIPT, ...Object.fromEntries(parts) } as Receipt;
    for (const { whole, parts: of } of SUMS.toReversed()) {
      receipt[whole] = of.reduce((sum, part) => sum + receipt[part], round % 10 === 0 ? 1 : 0);
    }
    const page = render(<Sums receipt={receipt} shown={null} />);
    const rows = [...page.matchAll(/data-part="(\w+)".*?class="number(?: none)?".*?>([\d,]+)<\//g)];
    const numbers = rows.map(([, part, n = ""]) => [part, Number(n.replaceAll(",", ""))]);
    const wanted = SUMS.flatMap(({ whole, parts: of }) => [whole, ...of]).map((part) => [part, receipt[part]]);
    expect(numbers).toEqual(wanted);
    expect(page.match(/It adds up/g)?.length ?? 0).toBe(SUMS.filter((sum) => addsUp(receipt, sum)).length);
  }
});

test("each part of the server's receipt stands in exactly one of the sums", () => {
  const schema = readFileSync(join(import.meta.dirname, "../../src/console/api/schema.d.ts"), "utf-8");
  const parts = /ReceiptPart: ((?:"\w+"(?: \| )?)+);/.exec(schema)?.[1]?.match(/\w+/g) ?? [];
  const told = SUMS.flatMap((sum) => sum.parts).filter((part) => part !== "accepted");
  expect(told.toSorted()).toEqual(parts.toSorted());
  expect(SUMS.every((sum) => addsUp(RECEIPT, sum))).toBe(true);
});

test("reasons that ask for something come first, and whether another try may help", () => {
  const order = byPart(RECEIPT.reasons).map(([part, reasons]) => [part, ...reasons.map((one) => one.reason)]);
  expect(order).toEqual([
    ["failed", "63024"],
    ["skipped", "no_consent", "cap"],
  ]);
  expect(mayComeRight(RECEIPT)).toBe(true);
  expect(mayComeRight({ reasons: RECEIPT.reasons.slice(1) })).toBe(false);
});

test("the pace is that of the last two minutes, before that of the whole time", () => {
  const first = withLook([], { at: NOW, handled: 6_000 });
  expect(rateOf(first, RUNNING.began_at)).toBe(600);
  const later = withLook(first, { at: NOW + 30_000, handled: 6_600 });
  expect(rateOf(later, RUNNING.began_at)).toBe(1_200);
  expect(withLook(later, { at: NOW + 180_000, handled: 7_000 })).toHaveLength(1);
  expect(withLook(later, { at: NOW + 31_000, handled: 10 })).toHaveLength(1);
  expect(rateOf([], RUNNING.began_at)).toBeNull();
  const receipt = { ...RECEIPT, not_started: 12_000 };
  expect(endOf(1_200, RUNNING, receipt, NOW)).toBe(NOW + 10 * 60_000);
  expect(endOf(0, RUNNING, receipt, NOW)).toBeNull();
});

test("the longer counting takes, the rarer it is", () => {
  expect([restAfter(10), restAfter(3_000)]).toEqual([500, 12_000]);
});

test.each(["part=skipped&reason=cap", "part=accepted", "part=audience", "part=accepted&locale=&variant=a"])(
  "whose list is open: %s",
  (search) => {
    const shown = readShown(search);
    expect(shown && writeShown(shown)).toBe(search);
  },
);

test.each(["", "part=constructor", "reason=cap", "part=people"])("no list is open: %s", (search) => {
  expect(readShown(search)).toBeNull();
});
