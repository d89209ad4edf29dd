// A key press as the table writes it, whatever the layout of the keyboard.

/** What of a KeyboardEvent matters. */
export interface Press {
  key: string;
  code: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
  isComposing: boolean;
  keyCode: number;
}

const SIGNS: Record<string, [string, string]> = {
  Slash: ["/", "?"],
  Period: [".", ">"],
  BracketLeft: ["[", "{"],
  BracketRight: ["]", "}"],
  Digit8: ["8", "*"],
};
const COMPOSING = 229;

/** Return the key of a press ("j", "Shift+e", "Mod+Enter"), or null where it is none of ours. */
export function readPress(press: Press): string | null {
  if (press.isComposing || press.keyCode === COMPOSING || press.altKey) return null;
  const key = keyOf(press);
  if (["Shift", "Control", "Meta", "Alt", "Dead", "Process", "Unidentified"].includes(key)) return null;
  const mod = press.ctrlKey || press.metaKey ? "Mod+" : "";
  // A sign says itself whether Shift was held; a letter and a named key do not.
  const shift = press.shiftKey && (key.length > 1 || /[a-z]/.test(key)) ? "Shift+" : "";
  return mod + shift + key;
}

/** Where the layout gives no ASCII (Hindi, Gujarati, Bengali …), the place of the key counts. */
function keyOf({ key, code, shiftKey }: Press): string {
  if (key.length > 1 && !isForeign(key)) return key;
  if (!isForeign(key)) return key.toLowerCase();
  if (/^Key[A-Z]$/.test(code)) return code.slice(3).toLowerCase();
  const sign = SIGNS[code];
  if (sign) return sign[shiftKey ? 1 : 0];
  return /^Digit\d$/.test(code) ? code.slice(5) : key;
}

const isForeign = (key: string) => (key.codePointAt(0) ?? 0) > 127;

const LETTERLIKE = /^(Shift\+)?[^\s]$/;

/** Whether it is a single sign, which somebody may have switched off (WCAG 2.1.4). */
export const isSingle = (key: string) => LETTERLIKE.test(key);
