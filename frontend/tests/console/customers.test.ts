import { expect, test } from "vitest";
import { isNarrowed, readAsked, writeAsked } from "../../src/console/customers/asked";
import { birthdayOf, daysOf } from "../../src/console/customers/birthdays";
import { isTyped } from "../../src/console/customers/confirming";
import { calledOf, correctionOf } from "../../src/console/customers/people";
import { scrollFor } from "../../src/console/customers/stepping";

test.each(["", "q=%E0%AA%86%E0%AA%B6%E0%AA%BE&locale=gu-Latn&consent=stopped&order=open&phone=none", "consent=silent"])(
  "what is asked for stands in the address: %s",
  (search) => {
    expect(writeAsked(readAsked(search))).toBe(search);
    expect(isNarrowed(readAsked(search))).toBe(search !== "");
  },
);

test("what is none of ours is not asked for", () => {
  expect(writeAsked(readAsked("?locale=__proto__&consent=x&order=1&phone=+91&q=%20%20"))).toBe("");
  expect(readAsked(`q=${"x".repeat(300)}`).q).toHaveLength(100);
});

test("somebody is called by the best there is", () => {
  const nobody = { id: 7, name: "", handles: [], phones: [] };
  expect(calledOf({ ...nobody, name: "Asha", handles: ["IN.k"], phones: ["+91"] })).toBe("Asha");
  expect(calledOf({ ...nobody, handles: ["IN.k"], phones: ["+91"] })).toBe("IN.k");
  expect(calledOf({ ...nobody, phones: ["+91"] })).toBe("+91");
  expect(calledOf(nobody)).toBe("#7");
});

test.each([
  [0, 300, 0], // above what is seen
  [20, 0, 21 * 50 - 400], // below it
  [3, 100, 100], // seen already
])("row %i is brought into sight from %i by as little as may be", (place, top, to) => {
  expect(scrollFor(place, 50, top, 400)).toBe(to);
});

test("a correction says what stood there, and nothing where nothing changed", () => {
  const asha = { name: "Asha", locale: null, birthday: null };
  expect(correctionOf(asha, { name: "Asha", locale: "", birthday: "" })).toBeNull();
  expect(correctionOf(asha, { name: "Asha P.", locale: "gu", birthday: "03-14" })).toEqual({
    ...{ name: "Asha P.", name_was: "Asha" },
    ...{ locale: "gu", birthday: "03-14", birthday_was: "" },
  });
  const known = { name: "", locale: "hi", birthday: "03-14" };
  expect(correctionOf(known, { name: "", locale: "gu", birthday: "" })).toEqual({
    ...{ locale: "gu", locale_was: "hi" },
    ...{ birthday: "", birthday_was: "03-14" },
  });
});

test("a birthday is a day that its month has", () => {
  expect(birthdayOf("", "14")).toBe("");
  expect(birthdayOf("03", "")).toBe("03-01");
  expect(birthdayOf("02", "31")).toBe("02-29");
  expect(birthdayOf("04", "31")).toBe("04-30");
  expect(daysOf("02")).toHaveLength(29);
});

test.each([
  ["asha  patel ", "Asha Patel", true],
  ["આશા", "આશા", true],
  ["Asha", "Asha Patel", false],
  ["", "", false],
])("what was typed confirms or does not: %s for %s", (typed, word, confirms) => {
  expect(isTyped(typed, word)).toBe(confirms);
});
