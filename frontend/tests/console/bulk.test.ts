// Many conversations at once: their keys before those of the open one, and what is told of a job.
import { i18n } from "@lingui/core";
import { beforeAll, expect, test } from "vitest";
import { menuOf } from "../../src/console/conversation/HeadMenu";
import { tellDone } from "../../src/console/inbox/bulkWords";
import { giveCommands, runCommand } from "../../src/console/keys/commands";

beforeAll(() => i18n.loadAndActivate({ locale: "en", messages: {} }));

test("what is selected has the keys, whichever came last, until nothing is", () => {
  const pressed: string[] = [];
  const ofOne = giveCommands({ resolve: () => pressed.push("one") });
  const ofMany = giveCommands({ resolve: () => pressed.push("many") }, true);
  const ofNext = giveCommands({ resolve: () => pressed.push("next") });
  runCommand("resolve");
  ofMany();
  runCommand("resolve");
  ofNext();
  runCommand("resolve");
  ofOne();
  expect(runCommand("resolve")).toBe(false);
  expect(pressed).toEqual(["many", "next", "one"]);
  expect(menuOf("snooze", true)).not.toBe(menuOf("snooze"));
});

test("what was left out is told with its reason", () => {
  const left_out = [{ why: "no_parcel", count: 2 } as const];
  expect(tellDone({ done: 310, left_out })).toBe("310 done, 2 skipped (no parcel is on its way)");
});
