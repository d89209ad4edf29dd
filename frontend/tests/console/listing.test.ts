import { expect, test } from "vitest";
import { after, beside, hold } from "../../src/console/inbox/listing";
import { pieces } from "../../src/console/inbox/searching";

const rows = (...ids: number[]) => ids.map((id) => ({ id }));

test("rows stay where they stood; what came above is counted, what the next page brought stands below", () => {
  expect(hold([1, 2, 3], rows(9, 3, 1, 2))).toEqual({ rows: rows(1, 2, 3), news: 1 });
  expect(hold([1, 2], rows(2, 1, 7, 8))).toEqual({ rows: rows(1, 2, 7, 8), news: 0 });
});

test("a row that left the list goes, and nothing else moves", () => {
  expect(hold([1, 2, 3], rows(3, 1))).toEqual({ rows: rows(1, 3), news: 0 });
  expect(hold([1], rows())).toEqual({ rows: [], news: 0 });
});

test("next and previous go through the list and stop at its ends", () => {
  expect(beside([4, 5, 6], 5, 1)).toBe(6);
  expect(beside([4, 5, 6], 6, 1)).toBeNull();
  expect(beside([4, 5, 6], null, 1)).toBe(4);
  expect(beside([4, 5, 6], 99, -1)).toBe(4);
  expect(after([4, 5, 6], 6)).toBe(5);
  expect(after([4], 4)).toBeNull();
});

test("marks cut a found sentence without losing or repeating a sign", () => {
  const found = {
    text: "👩‍👩‍👧 where is my order",
    marks: [
      [15, 17],
      [18, 23],
    ],
  };
  const cut = pieces(found);
  expect(cut.map((one) => one.text).join("")).toBe(found.text);
  expect(cut.filter((one) => one.marked).map((one) => one.text)).toEqual(["my", "order"]);
});
