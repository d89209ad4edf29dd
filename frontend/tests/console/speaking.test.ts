// The console's language and what a page says come at the same time: neither is without the other.
import { i18n } from "@lingui/core";
import { expect, test, vi } from "vitest";
import { learn, speak } from "../../src/console/words/i18n";

vi.stubGlobal("localStorage", { setItem: () => undefined, getItem: () => null });
vi.stubGlobal("document", { documentElement: {} });

test("a page that comes while its language does speaks it", async () => {
  await speak("en");
  await Promise.all([speak("hi"), Promise.resolve().then(() => learn("ready"))]);
  expect(i18n.t("New macro")).toBe("नया मैक्रो");
});
