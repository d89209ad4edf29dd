import { i18n } from "@lingui/core";
import { renderToStaticMarkup as render } from "react-dom/server";
import { beforeAll, expect, test } from "vitest";
import { countSms } from "../../src/console/composer/counting";
import { needsPreview, Preview } from "../../src/console/composer/Preview";
import { fill } from "../../src/console/composer/templates";
import { findTrigger, putIn, unfilled } from "../../src/console/composer/triggers";
import { laterThan } from "../../src/console/conversation/snoozing";
import { cut } from "../../src/console/words/locales";

beforeAll(() => i18n.loadAndActivate({ locale: "en", messages: {} }));

test("an SMS is counted in parts of its alphabet", () => {
  expect(countSms("")).toEqual({ parts: 0, left: 160, unicode: false });
  expect(countSms("a".repeat(160))).toEqual({ parts: 1, left: 0, unicode: false });
  expect(countSms("a".repeat(161))).toEqual({ parts: 2, left: 145, unicode: false });
  expect(countSms(`${"a".repeat(159)}€`)).toMatchObject({ parts: 2, unicode: false });
  expect(countSms("ક".repeat(70))).toEqual({ parts: 1, left: 0, unicode: true });
  expect(countSms("ક".repeat(71))).toEqual({ parts: 2, left: 63, unicode: true });
});

test("a sign opens its list where it begins a word, in the box it belongs to", () => {
  expect(findTrigger("ok /ref", 7, "reply")).toEqual({ sign: "/", from: 3, typed: "ref" });
  expect(findTrigger("1/2", 3, "reply")).toBeNull();
  expect(findTrigger("https://", 8, "reply")).toBeNull();
  expect(findTrigger("@रा", 3, "note")).toEqual({ sign: "@", from: 0, typed: "रा" });
  expect(findTrigger("@ra", 3, "reply")).toBeNull();
  expect(findTrigger("at 5:", 5, "reply")).toBeNull();
  expect(findTrigger("for {ord", 8, "reply")).toEqual({ sign: "{", from: 4, typed: "ord" });
});

test("words that were on their way when somebody typed on take the sign's place alone", () => {
  const sign = { sign: "/", from: 3, typed: "ref" } as const;
  expect(putIn("ok /ref", 7, sign, "Refunded.")).toEqual({ text: "ok Refunded.", caret: 12 });
  expect(putIn("ok /ref by Monday", 17, sign, "Refunded")).toEqual({ text: "ok Refunded by Monday", caret: 21 });
  expect(putIn("ok", 2, sign, "Refunded")).toBeNull();
  expect(putIn("no /ref", 1, { ...sign, typed: "refund" }, "Refunded")).toBeNull();
});

test("a text with an unfilled variable names it", () => {
  expect(unfilled("Dear {name}, {order.number} is {late}")).toEqual(["name", "order.number", "late"]);
  expect(unfilled("a {} b { c }")).toEqual([]);
});

test("a template's gaps are filled where there is a value", () => {
  expect(fill("Order {number}: {items}", { number: "1042" })).toBe("Order 1042: {items}");
});

test("snoozing until Monday on a Monday is a week away", () => {
  const monday = new Date(2026, 10, 30, 9);
  expect(laterThan(monday).monday).toEqual(new Date(2026, 11, 7, 10));
  expect(laterThan(new Date(2026, 11, 1, 23)).monday).toEqual(new Date(2026, 11, 7, 10));
  expect(laterThan(monday).today.getHours()).toBe(12);
});

test("a line is cut between signs as people count them", () => {
  expect(cut("ક્ષમા કરો", 2)).toBe("ક્ષમા…");
  expect(cut("short\n line", 20)).toBe("short line");
});

test("what is written is shown as WhatsApp will, and what is not filled in stands out", () => {
  const shown = render(<Preview locale="en" text={"*Hi* _you_ ~no~ ```a*b*```, {order.number} <i>x</i>"} />);
  for (const part of [
    "<strong>Hi</strong>",
    "<em>you</em>",
    "<s>no</s>",
    "<code>a*b*</code>",
    "<mark>{order.number}</mark>",
    "&lt;i&gt;x&lt;/i&gt;",
  ]) {
    expect(shown).toContain(part);
  }
  expect(["plain", "2 * 3 * 4", "snake_case_name", "a ~ b ~ c", "{ x }"].filter(needsPreview)).toEqual([]);
});
