import { expect, test } from "vitest";
import { idleSeconds, watchActing } from "../../src/console/api/acting";

test("a person is there by what they do, not by what the page asks", () => {
  const page = new EventTarget();
  watchActing(page, () => 10_000);
  page.dispatchEvent(new Event("focus"));
  expect(idleSeconds(Date.now() + 5_500)).toBeGreaterThanOrEqual(5);
  page.dispatchEvent(new Event("keydown"));
  expect(idleSeconds(910_999)).toBe(900);
  expect(idleSeconds(9_000)).toBe(0);
});
