// The signs that open a list while one writes: "/" canned, "@" colleagues (notes), "{" variables, ":" emoji.
export type Sign = "/" | "@" | "{" | ":";
export interface Trigger {
  sign: Sign;
  /** Where the sign stands. */
  from: number;
  typed: string;
}

const SIGN: Record<"reply" | "note", RegExp> = {
  reply: /(?:^|\s)([/:])([\p{L}\p{M}\p{N}_-]*)$|(\{)([a-z.]*)$/u,
  note: /(?:^|\s)([@:])([\p{L}\p{M}\p{N}_-]*)$/u,
};

/** Return the sign before the caret with what was typed after it; null where none begins a word. */
export function findTrigger(text: string, caret: number, kind: "reply" | "note"): Trigger | null {
  const found = SIGN[kind].exec(text.slice(0, caret));
  const sign = found?.[1] ?? found?.[3];
  if (!found || !sign) return null;
  const typed = found[2] ?? found[4] ?? "";
  // An emoji is asked for by a letter: "at 5:" is none.
  if (sign === ":" && typed.length < 2) return null;
  return { sign: sign as Sign, from: caret - typed.length - 1, typed };
}

/** Return a text with words in place of a sign, and where the caret is then; null where the sign is gone meanwhile. */
export function putIn(text: string, caret: number, { sign, from, typed }: Trigger, words: string) {
  const end = from + sign.length + typed.length;
  if (text.slice(from, end) !== sign + typed) return null;
  const moved = caret < end ? from + words.length : caret + words.length - (end - from);
  return { text: text.slice(0, from) + words + text.slice(end), caret: moved };
}

export const VARIABLES = ["name", "order.number", "order.status", "tracking.link", "coupon"] as const;

/** Return the variables that stand in a text unfilled: such a text is not sent. */
export const unfilled = (text: string): string[] =>
  [...text.matchAll(/\{([a-z]+(?:\.[a-z]+)?)\}/g)].map((found) => found[1] ?? "");

const EMOJI: Record<string, string> = {
  smile: "🙂",
  happy: "😊",
  laugh: "😄",
  thanks: "🙏",
  namaste: "🙏",
  sorry: "😔",
  sad: "😢",
  ok: "👌",
  thumbs: "👍",
  clap: "👏",
  heart: "❤️",
  party: "🎉",
  gift: "🎁",
  box: "📦",
  parcel: "📦",
  truck: "🚚",
  pin: "📍",
  phone: "📞",
  clock: "⏰",
  check: "✅",
  cross: "❌",
  warning: "⚠️",
  money: "💰",
  star: "⭐",
  fire: "🔥",
  diya: "🪔",
  flower: "🌸",
};
const SHOWN = 8;

export const findEmoji = (typed: string) =>
  Object.entries(EMOJI)
    .filter(([name]) => name.startsWith(typed.toLowerCase()))
    .slice(0, SHOWN);
