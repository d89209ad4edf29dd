// A text while it is written: what is handed in, what is read of codes, an SMS beside what is registered.
import { expect, test } from "vitest";
import { compare } from "../../src/console/texts/dlt";
import { fromText, newText, readCodes, toSent, withButtons, withWords } from "../../src/console/texts/typed";
import { readFrom } from "../../src/console/texts/where";
import { faultsAt } from "../../src/console/texts/words";

const marked = (written: string, registered: string) =>
  compare(written, registered)
    .written.filter(({ kind }) => kind === "different")
    .map(({ text }) => text);

test("an SMS matches to the letter, or what differs is marked", () => {
  expect(compare("New: {{link}} -Rangoli", "New: {#url#} -Rangoli").matches).toBe(true);
  expect(compare("नई: {{link}} -रंगोली", "नई: {#url#} -रंगोली").matches).toBe(true);
  expect(marked("New sarees: {{link}}", "New saris: {#url#}")).toEqual(["ees: "]);
  expect(marked("New: {{link}} {{name}}", "New: {#url#} ")).toEqual(["{{name}}"]);
  expect(compare("New ", "New {#url#}").matches).toBe(false);
  // A matra is no letter of its own: the whole sign is marked.
  expect(marked("नयी", "नई")).toEqual(["यी"]);
});

test("codes are read from a pasted list or a file, once each, without the heading", () => {
  expect(readCodes('Code\nSAVE-1, SAVE-2;"SAVE_3"\r\nSAVE-1')).toEqual({
    codes: ["SAVE-1", "SAVE-2", "SAVE_3"],
    strange: [],
  });
  expect(readCodes("SAVE-1\n=2+3\nx")).toEqual({ codes: ["SAVE-1"], strange: ["=2+3", "x"] });
  expect(readCodes(" \n").codes).toEqual([]);
});

test("titles go with their buttons, and money in the smallest unit", () => {
  let typed = withButtons(newText(["en", "hi"]), ["show", "later"]);
  typed = withWords(typed, "en", { body: "Hello", titles: ["Show me", "Not now"] });
  typed = withButtons(typed, ["later"]);
  expect(typed.texts.en?.titles).toEqual(["Not now"]);
  const coupon = { kind: "shared", code: " SAVE ", amount: "1,000.50", minimum: "", ends_on: "" } as const;
  expect(toSent({ ...typed, coupon }, "INR").coupon).toEqual({
    kind: "shared",
    code: "SAVE",
    amount: 100_050,
    minimum: 0,
    ends_on: null,
  });
  // What is not whole yet does not keep the rest from being looked at.
  const begun = toSent({ ...typed, coupon: { ...coupon, amount: "" } }, "INR", true);
  expect([begun.name, begun.coupon]).toEqual(["-", null]);
});

test("a text comes back as it was handed in", () => {
  const texts = [{ locale: "en", body: "Hi", titles: ["Show me"], footer: "", sms: "", dlt: null }];
  const coupon = { kind: "each", code: "", amount: 10_000, minimum: 100_000, ends_on: "2026-12-31" };
  const told = { name: "New", currency: "INR", link_url: "https://a.example", buttons: ["show"], texts, coupon };
  const sent = toSent(fromText(told as unknown as Parameters<typeof fromText>[0]), "INR");
  expect(sent.coupon).toEqual({ ...coupon, code: null });
  expect(sent.texts.en).toEqual({ body: "Hi", titles: ["Show me"], footer: "", sms: "", dlt: null });
});

test("faults stand at their fields, and an address leads back to its broadcast", () => {
  const fault = (pointer: string) => ({ pointer, detail: "", remedy: "" });
  const all = [fault("/texts/hi-Latn/body"), fault("/texts/hi/titles/1"), fault("/texts/hi/titles")];
  expect(faultsAt(all, "texts", "hi", "body")).toEqual([]);
  expect(faultsAt(all, "texts", "hi", "titles", 1)).toEqual([all[1]]);
  expect(faultsAt(all, "texts", "hi")).toHaveLength(2);
  expect(readFrom("broadcast=12&second")).toEqual({ broadcast: 12, second: true });
  expect([readFrom("broadcast=x"), readFrom("")]).toEqual([null, null]);
});
