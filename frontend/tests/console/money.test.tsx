// Money on the pages of broadcasts: never in parts of a paisa, and what is shown adds up to what is shown.
import { i18n } from "@lingui/core";
import { renderToStaticMarkup as render } from "react-dom/server";
import { beforeAll, expect, test } from "vitest";
import type { Broadcast, Receipt } from "../../src/console/api/shapes";
import { costOf } from "../../src/console/broadcasts/ConfirmStep";
import { Costs } from "../../src/console/receipt/Costs";
import { money, spread, toCoins } from "../../src/console/words/money";

beforeAll(() => i18n.loadAndActivate({ locale: "en", messages: {} }));

let seed = 20_261_129;
const dice = (sides: number) => {
  seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
  return seed % sides;
};

test("a sum is written to the paisa, and in whole yen", () => {
  expect(money(863_100, "INR")).toBe("₹0.86");
  expect(money(123_456_789_000, "INR")).toBe("₹1,23,456.79");
  expect(money(863_100, "JPY")).toBe("JP¥1");
});

test("whatever is split, what is shown adds up and nothing is off by more than a paisa", () => {
  for (let round = 0; round < 200; round++) {
    const parts = Array.from({ length: 1 + dice(7) }, () => dice(3) * dice(50_000_000));
    const whole = toCoins(
      parts.reduce((sum, one) => sum + one, 0),
      "INR",
    );
    const shown = spread(whole, parts, "INR");
    expect(shown.reduce((sum, one) => sum + one, 0)).toBe(whole);
    shown.forEach((one, place) => {
      expect(Math.abs(one - (parts[place] ?? 0) / 10_000)).toBeLessThan(1);
    });
  }
});

test("the receipt's money adds up as it is shown, the estimate and the bill", () => {
  for (let round = 0; round < 30; round++) {
    const costs = ["bn", "gu", "hi"].map((locale) => ({
      locale,
      variant: "",
      accepted: 1,
      cost_micros: dice(9_999_999),
    }));
    const price = costs.reduce((sum, one) => sum + one.cost_micros, 0);
    const taxed = (micros: number) => ({ micros, tax_micros: Math.round(micros * 0.18), taxed_micros: 0 });
    const receipt = {
      ...{ costs, cost_micros: price, accepted: 3, currency: "INR", billable: 3, outstanding: 1 },
      estimate: { price_micros: price, fee_micros: 1_355_937, ...taxed(price + 1_355_937) },
      billed: [{ unit: "USD", ...taxed(29_096), messages: 2, converted: null, shares: [] }],
    } as unknown as Receipt;
    const shown = render(<Costs receipt={receipt} broadcast={{ budget_micros: null } as Broadcast} shown={null} />);
    expect(shown).toContain("Billed so far for 2 of 3 messages");
    const numbers = [...shown.matchAll(/(?:₹|\$)([\d,.]+)/g)].map((one) => one[1] ?? "");
    expect(numbers.every((one) => /^[\d,]+\.\d\d$/.test(one))).toBe(true);
    const of = (text: string) =>
      [...text.matchAll(/<dd[^>]*>(?:<b>)?[₹$]([\d.]+)/g)].map((one) => Math.round(Number(one[1]) * 100));
    const [first = 0, fee = 0, plain = 0, tax = 0, whole = 0, ...bill] = of(shown);
    expect([first + fee, plain + tax]).toEqual([plain, whole]);
    expect((bill[0] ?? 0) + (bill[1] ?? 0)).toBe(bill[2]);
    const each = [...(shown.split('class="each-cost"')[1] ?? "").matchAll(/<b>₹([\d.]+)/g)].slice(0, 3);
    expect(each.reduce((sum, one) => sum + Math.round(Number(one[1]) * 100), 0)).toBe(first);
  }
});

test("before the start it adds up as well", () => {
  const cost = costOf({
    cost_micros: 9_494_100,
    fee_micros: 4_971_764,
    tax_micros: 2_603_856,
    currency: "INR",
  } as never);
  expect(cost).toEqual({ price: 949, fee: 497, plain: 1446, tax: 260, whole: 1706 });
});
