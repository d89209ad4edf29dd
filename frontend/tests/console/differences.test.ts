// What differs between our words and the shop's.
import { expect, test } from "vitest";
import { differencesOf } from "../../src/console/rules/sentences/differences";

test("words of both stay, others are gone or new, and nothing is lost", () => {
  const pieces = differencesOf("order {number} is late", "your order {number} is here");
  expect(
    pieces
      .filter((one) => one.kind !== "gone")
      .map((one) => one.text)
      .join(""),
  ).toBe("your order {number} is here");
  expect(
    pieces
      .filter((one) => one.kind !== "new")
      .map((one) => one.text)
      .join(""),
  ).toBe("order {number} is late");
  expect(pieces.find((one) => one.kind === "gone")?.text).toBe("late");
});

test("equal texts differ in nothing", () => {
  expect(differencesOf("मोड़ा है", "मोड़ा है")).toEqual([{ text: "मोड़ा है", kind: "same" }]);
});
