// The handler of the table's keys, one for the whole page.
import { useLayoutEffect } from "react";
import { dialogOpen } from "../shell/panes";
import { runCommand } from "./commands";
import { isSingle, readPress } from "./reading";
import { KEYS } from "./table";

// ms between the two keys of "g i": long enough for slow hands.
const AFTER_FIRST = 5000;
const OURS = KEYS.filter((key) => !key.typed);
const BY_KEY = new Map(OURS.flatMap(({ keys, does }) => keys.map((key) => [key, does] as const)));
const FIRSTS = new Set([...BY_KEY.keys()].filter((key) => key.includes(" ")).map((key) => key.split(" ")[0] ?? ""));
// A box that is ticked takes no letters: whoever has selected rows by theirs goes on by key.
const FIELDS = "input:not([type=checkbox]), textarea, select, [contenteditable=true]";
const OPEN = '[role="dialog"], [role="menu"], [role="listbox"], dialog[open]';

/** Return the command of a key after the keys before it, and whether it begins a longer one. */
export function findCommand(key: string, first: string): { does: string | undefined; begins: boolean } {
  const does = first ? BY_KEY.get(`${first} ${key}`) : BY_KEY.get(key);
  return { does, begins: !first && FIRSTS.has(key) };
}

/** Return what finds the command of each key after the one before, by when they were pressed. */
export function makeSequence(): (key: string, at: number) => string | undefined {
  let first = "";
  let pressed = 0;
  return (key, at) => {
    const { does, begins } = findCommand(key, at - pressed < AFTER_FIRST ? first : "");
    first = begins ? key : "";
    pressed = at;
    return does;
  };
}

/** Whether a key may act where it was pressed: in fields chords alone, and never below an open menu or dialog. */
export function mayAct(key: string, inField: boolean, covered: boolean, letters: boolean): boolean {
  if (covered) return false;
  if (inField) return key === "Mod+k";
  return letters || !isSingle(key);
}

export function useKeys(letters: boolean) {
  useLayoutEffect(() => {
    const find = makeSequence();
    const press = (event: KeyboardEvent) => {
      const key = readPress(event);
      if (key === null) return;
      const target = event.target instanceof Element ? event.target : document.body;
      const inField = target.matches(FIELDS);
      if (!mayAct(key, inField, dialogOpen.get() !== "" || document.querySelector(OPEN) !== null, letters)) return;
      // Enter and Space on a button are the button's.
      if ((key === "Enter" || key === "Escape") && event.defaultPrevented) return;
      if (key === "Enter" && target.closest("button, a, summary")) return;
      // When it was pressed counts, not when a busy page comes to it.
      const does = find(key, event.timeStamp);
      if (does && runCommand(does)) event.preventDefault();
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, [letters]);
}
