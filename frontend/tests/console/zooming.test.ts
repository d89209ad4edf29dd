import { expect, test } from "vitest";
import { byKey, moved, WHOLE, zoomAt } from "../../src/console/conversation/zooming";
import { fileSize } from "../../src/thread/Media";

const FRAME = { x: 400, y: 300 };

test("what is under the pointer stays there", () => {
  const spot = { x: 100, y: -50 };
  const near = zoomAt(WHOLE, 2, spot, FRAME);
  expect(near).toEqual({ scale: 2, x: -100, y: 50 });
  expect(zoomAt(near, 0.5, spot, FRAME)).toEqual(WHOLE);
});

test("a picture is neither smaller than its frame nor beyond its edge", () => {
  expect(zoomAt(WHOLE, 0.2, { x: 9, y: 9 }, FRAME)).toEqual(WHOLE);
  expect(zoomAt(WHOLE, 1e9, { x: 0, y: 0 }, FRAME).scale).toBe(8);
  expect(moved(WHOLE, { x: 50, y: 50 }, FRAME)).toEqual(WHOLE);
  expect(moved({ scale: 2, x: 0, y: 0 }, { x: 1e4, y: -1e4 }, FRAME)).toEqual({ scale: 2, x: 400, y: -300 });
});

test("keys make it larger, move it, show it whole; others are not its own", () => {
  const near = byKey("+", WHOLE, FRAME);
  expect(near?.scale).toBeCloseTo(1.4);
  expect(byKey("ArrowRight", near ?? WHOLE, FRAME)?.x).toBe(-60);
  expect(byKey("0", near ?? WHOLE, FRAME)).toEqual(WHOLE);
  expect([byKey("Escape", WHOLE, FRAME), byKey("Tab", WHOLE, FRAME), byKey("constructor", WHOLE, FRAME)]).toEqual([
    null,
    null,
    null,
  ]);
});

test("a size is read at once", () => {
  expect([1, 999, 48_200, 3_240_000].map(fileSize)).toEqual(["1 kB", "1 kB", "48 kB", "3.2 MB"]);
});
