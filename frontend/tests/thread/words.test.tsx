import { renderToStaticMarkup as render } from "react-dom/server";
import { expect, test } from "vitest";
import { clockTime, dayOf, langOf, safeUrl, shortWhen, Words } from "../../src/thread/words";
import { MORNING } from "../cast";

const DAY = 86_400_000;

test.each([
  ["મારો ઓર્ડર", "en", "gu"],
  ["मेरा order", "en", "hi"],
  ["আমার", "hi", "bn"],
  ["আজ আসবে।", "bn", "bn"],
  ["mera order kahan hai", "hi-Latn", "hi-Latn"],
  ["where is it", "hi", "en"],
])("%s, of somebody who has %s, is %s", (text, locale, expected) => {
  expect(langOf(text, locale)).toBe(expected);
});

test("days near now have names, others a date", () => {
  expect(dayOf(MORNING, MORNING + 60_000)).toBe("Today");
  expect(dayOf(MORNING - DAY, MORNING)).toBe("Yesterday");
  expect(dayOf(MORNING + DAY, MORNING)).toBe("Tomorrow");
  expect(dayOf(MORNING - 3 * DAY, MORNING)).toMatch(/^Wed,? 18 Nov$/);
});

test("a day ends at midnight, not after a day's hours", () => {
  const late = new Date(2026, 10, 20, 23, 59).getTime();
  expect(dayOf(late, MORNING)).toBe("Yesterday");
});

test("the list shows the clock for today", () => {
  const now = Date.now();
  expect(shortWhen(now)).toBe(clockTime(now));
  expect(clockTime(MORNING)).toMatch(/^9:05\sam$/i);
});

test("links, bold and italic are shown as messengers do", () => {
  expect(render(<Words text="*Order 1042* is _late_." />)).toBe("<strong>Order 1042</strong> is <em>late</em>.");
  expect(render(<Words text="a_b_c and 2 * 3 * 4" />)).toBe("a_b_c and 2 * 3 * 4");
});

test("a link ends before the sentence does", () => {
  const shown = render(<Words text="See https://s.example/t/1।" />);
  expect(shown).toContain('href="https://s.example/t/1"');
  expect(shown).toMatch(/<\/a>।$/);
});

test("no script runs from an address", () => {
  expect(safeUrl("javascript:alert(1)")).toBeUndefined();
  expect(safeUrl("https://s.example/")).toBe("https://s.example/");
});
