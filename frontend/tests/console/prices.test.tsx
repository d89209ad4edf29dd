// Prices of a contract of one's own: lines of a form, kept as one text.
import { i18n } from "@lingui/core";
import { renderToStaticMarkup } from "react-dom/server";
import { beforeAll, expect, test } from "vitest";
import { PriceLines } from "../../src/console/settings/shop/PriceLines";
import { linesOf, nameOf, textOf } from "../../src/console/settings/shop/prices";

beforeAll(() => i18n.loadAndActivate({ locale: "en", messages: {} }));

const TEXT = "sms_segment=0.28 sms_segment@2026-12-01=0.31";

test("lines are the text that is kept, and it is they", () => {
  expect(linesOf(TEXT)).toEqual([
    { what: "sms_segment", since: "", price: "0.28" },
    { what: "sms_segment", since: "2026-12-01", price: "0.31" },
  ]);
  expect(textOf(linesOf(TEXT))).toBe(TEXT);
  expect(linesOf("")).toEqual([]);
  expect(textOf([{ what: "whatsapp_utility", since: "", price: " 0,1 " }])).toBe("whatsapp_utility=0.1");
});

test("a line that is begun stays a line", () => {
  expect(linesOf("sms_segment=")).toEqual([{ what: "sms_segment", since: "", price: "" }]);
});

test("what is wrong with a line stands at that line", () => {
  const [, dated] = linesOf(TEXT);
  const wrong = dated ? { [nameOf(dated)]: "cannot be this" } : {};
  const markup = renderToStaticMarkup(<PriceLines label="Prices" text={TEXT} wrong={wrong} change={() => {}} />);
  const [first = "", second = ""] = markup.split("<li").slice(1);
  expect([first, second].map((line) => line.includes("cannot be this"))).toEqual([false, true]);
});
