// The log of what was done says every deed that the server writes down in words.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { i18n } from "@lingui/core";
import { expect, test } from "vitest";
import { DEEDS, deedName, THINGS } from "../../src/console/rules/safety/deeds";

const BOT = join(import.meta.dirname, "../../../bot");
const written = readdirSync(BOT, { recursive: true, encoding: "utf-8" })
  .filter((name) => name.endsWith(".py"))
  .flatMap((name) => [
    ...readFileSync(join(BOT, name), "utf-8").matchAll(/(?:audit\.)?record\([^"]{0,80}"([a-z_]+)\.([a-z_]+)"/g),
  ]);

test("every deed has words", () => {
  expect(written.length).toBeGreaterThan(60);
  i18n.loadAndActivate({ locale: "en", messages: {} });
  const missing = written
    .filter(([, thing = "", deed = ""]) => !(thing in THINGS) || !(deed in DEEDS))
    .map(([, thing, deed]) => `${thing}.${deed}`);
  expect([...new Set(missing)]).toEqual([]);
  expect([deedName("rule.change"), deedName("who.knows"), deedName("rule.constructor")]).toEqual([
    "Rule: changed",
    "who.knows",
    "Rule: constructor",
  ]);
});
