import { expect, test } from "vitest";
import { isSingle, type Press, readPress } from "../../src/console/keys/reading";
import { KEYS, written } from "../../src/console/keys/table";
import { findCommand, makeSequence, mayAct } from "../../src/console/keys/useKeys";

function aPress(key: string, changed: Partial<Press> = {}): Press {
  const held = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };
  return { key, code: "", isComposing: false, keyCode: 0, ...held, ...changed };
}

test("no key is used twice in one place, and none anywhere that means something else there", () => {
  const used = KEYS.filter((key) => !key.typed).flatMap((one) => one.keys);
  expect(used.filter((key, place) => used.indexOf(key) !== place)).toEqual([]);
  const inBox = KEYS.filter((key) => key.typed).flatMap((one) => one.keys);
  expect(inBox.filter((key, place) => inBox.indexOf(key) !== place)).toEqual([]);
});

test("no key is the browser's", () => {
  const keys = KEYS.flatMap((one) => one.keys);
  expect(keys.filter((key) => /Alt|Mod\+(Shift\+)?[wtnlrfp]$/.test(key))).toEqual([]);
});

test("a key that begins a sequence does nothing by itself", () => {
  const firsts = KEYS.flatMap((one) => one.keys).filter((key) => key.includes(" "));
  for (const key of firsts) expect(findCommand(key.split(" ")[0] ?? "", "").does).toBeUndefined();
  expect(findCommand("g", "")).toEqual({ does: undefined, begins: true });
  expect(findCommand("i", "g").does).toBe("goMine");
  expect(findCommand("i", "").does).toBe("assignMe");
});

test("slow hands have time for the second of two keys, and a first that was forgotten is none", () => {
  const find = makeSequence();
  expect([find("g", 10_000), find("a", 14_000)]).toEqual([undefined, "goAll"]);
  expect([find("g", 20_000), find("a", 26_000)]).toEqual([undefined, "assign"]);
  expect(find("i", 26_100)).toBe("assignMe");
});

test.each([
  ["न", "KeyJ", false, "j"],
  ["ન", "KeyE", true, "Shift+e"],
  ["ট", "KeyT", false, "t"],
  ["य", "Slash", false, "/"],
  ["य़", "Slash", true, "?"],
  ["ॉ", "BracketRight", false, "]"],
  ["१", "Digit1", false, "1"],
])("an Indian layout's %s at %s is read by its place", (key, code, shiftKey, read) => {
  expect(readPress(aPress(key, { code, shiftKey }))).toBe(read);
});

test("signs say themselves whether Shift was held, letters and named keys do not", () => {
  expect(readPress(aPress("?", { shiftKey: true }))).toBe("?");
  expect(readPress(aPress("E", { shiftKey: true }))).toBe("Shift+e");
  expect(readPress(aPress("Enter", { ctrlKey: true, shiftKey: true }))).toBe("Mod+Shift+Enter");
  expect(readPress(aPress("K", { metaKey: true }))).toBe("Mod+k");
});

test("what is being composed, Alt and a modifier alone are nobody's", () => {
  expect(readPress(aPress("j", { isComposing: true }))).toBeNull();
  expect(readPress(aPress("j", { keyCode: 229 }))).toBeNull();
  expect(readPress(aPress("j", { altKey: true }))).toBeNull();
  expect(readPress(aPress("Shift", { shiftKey: true }))).toBeNull();
});

test("letters act where no field has the focus and somebody has not switched them off", () => {
  expect(mayAct("e", false, false, true)).toBe(true);
  expect(mayAct("e", true, false, true)).toBe(false);
  expect(mayAct("e", false, true, true)).toBe(false);
  expect(mayAct("e", false, false, false)).toBe(false);
  expect(mayAct("Shift+e", false, false, false)).toBe(false);
  expect(mayAct("ArrowDown", false, false, false)).toBe(true);
  expect(mayAct("Mod+k", true, false, false)).toBe(true);
  expect(mayAct("Mod+z", true, false, true)).toBe(false);
  expect(isSingle("Mod+k")).toBe(false);
});

test("keys are written as people know them", () => {
  expect(written("Mod+Shift+Enter", "Linux")).toBe("Ctrl+Shift+Enter");
  expect(written("Mod+k", "MacIntel")).toBe("⌘+K");
  expect(written("g i", "Linux")).toBe("g i");
});
