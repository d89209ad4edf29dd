import { expect, test } from "vitest";
import { isNarrowed, readAsked, writeAsked } from "../../src/console/customers/asked";
import { calledOf } from "../../src/console/customers/people";
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
