// Opening times as people write them.
import { expect, test } from "vitest";
import { readSpans, writeSpans } from "../../src/console/settings/hours/spans";

test.each([
  ["10:00–13:00, 14:00-19:30", "10:00–13:00, 14:00–19:30"],
  ["9:05 — 18:00", "09:05–18:00"],
  ["", ""],
])("%s is read", (text, written) => expect(writeSpans(readSpans(text) ?? [])).toBe(written));

test.each(["10", "24:00–25:00", "10:00–", "10:00–19:00 and more"])("%s is no time", (text) =>
  expect(readSpans(text)).toBeNull(),
);
