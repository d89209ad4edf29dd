// Every key of the console, in one table: the handler, the help, the palette and the tooltips read it.
import { i18n } from "@lingui/core";

export type Where = "anywhere" | "inbox" | "list" | "conversation" | "composer";
export interface Key {
  /** What it does; components give it its function (useCommands). */
  does: string;
  /** Each a key, a chord ("Mod+Enter") or two keys one after the other ("g i"); the first is shown. */
  keys: readonly string[];
  where: Where;
  say: () => string;
  /** Typed in the composer itself: listed for people, read by the composer. */
  typed?: true;
}

const DIGITS = [1, 2, 3, 4, 5, 6, 7, 8, 9];

export const KEYS: readonly Key[] = [
  { does: "next", keys: ["j", "ArrowDown"], where: "inbox", say: () => i18n.t("Next conversation") },
  { does: "previous", keys: ["k", "ArrowUp"], where: "inbox", say: () => i18n.t("Previous conversation") },
  { does: "open", keys: ["Enter", "o"], where: "inbox", say: () => i18n.t("Open the conversation") },
  { does: "back", keys: ["u", "Escape"], where: "inbox", say: () => i18n.t("Back to the list") },
  { does: "reply", keys: ["r"], where: "conversation", say: () => i18n.t("Reply") },
  { does: "note", keys: ["n"], where: "conversation", say: () => i18n.t("Private note") },
  { does: "send", keys: ["Mod+Enter"], where: "composer", say: () => i18n.t("Send"), typed: true },
  {
    does: "sendResolveNext",
    keys: ["Mod+Shift+Enter"],
    where: "composer",
    say: () => i18n.t("Send, resolve, next"),
    typed: true,
  },
  { does: "resolve", keys: ["e"], where: "conversation", say: () => i18n.t("Resolve, or reopen") },
  { does: "resolveNext", keys: ["Shift+e"], where: "conversation", say: () => i18n.t("Resolve, next") },
  { does: "answered", keys: ["Shift+i"], where: "conversation", say: () => i18n.t("No answer needed") },
  { does: "unread", keys: ["Shift+u"], where: "conversation", say: () => i18n.t("Mark as unread") },
  { does: "snooze", keys: ["b"], where: "conversation", say: () => i18n.t("Snooze") },
  { does: "assign", keys: ["a"], where: "conversation", say: () => i18n.t("Assign") },
  { does: "assignMe", keys: ["i"], where: "conversation", say: () => i18n.t("Assign to me") },
  { does: "take", keys: ["t"], where: "conversation", say: () => i18n.t("Take over from the assistant") },
  { does: "handBack", keys: ["h"], where: "conversation", say: () => i18n.t("Hand back to the assistant") },
  { does: "label", keys: ["l"], where: "conversation", say: () => i18n.t("Labels") },
  { does: "macro", keys: ["m"], where: "conversation", say: () => i18n.t("Macros; then 1–9") },
  { does: "more", keys: ["."], where: "conversation", say: () => i18n.t("More") },
  { does: "wrong", keys: ["Shift+w"], where: "conversation", say: () => i18n.t("The last answer was wrong") },
  { does: "orders", keys: ["p"], where: "conversation", say: () => i18n.t("Go to the orders") },
  { does: "select", keys: ["x"], where: "inbox", say: () => i18n.t("Select the conversation") },
  { does: "extendDown", keys: ["Shift+ArrowDown"], where: "list", say: () => i18n.t("Select the next one too") },
  { does: "extendUp", keys: ["Shift+ArrowUp"], where: "list", say: () => i18n.t("Select the one before too") },
  { does: "selectAll", keys: ["* a"], where: "inbox", say: () => i18n.t("Select all") },
  { does: "selectNone", keys: ["* n"], where: "inbox", say: () => i18n.t("Select none") },
  { does: "sendMany", keys: ["Shift+t"], where: "inbox", say: () => i18n.t("Send a template to the selected") },
  { does: "search", keys: ["/"], where: "anywhere", say: () => i18n.t("Search") },
  { does: "palette", keys: ["Mod+k"], where: "anywhere", say: () => i18n.t("Every action, view and customer") },
  { does: "undo", keys: ["z", "Mod+z"], where: "anywhere", say: () => i18n.t("Undo the last action") },
  { does: "goMine", keys: ["g i"], where: "anywhere", say: () => i18n.t("Go to mine") },
  { does: "goUnassigned", keys: ["g u"], where: "anywhere", say: () => i18n.t("Go to unassigned") },
  { does: "goAll", keys: ["g a"], where: "anywhere", say: () => i18n.t("Go to all") },
  { does: "goSettings", keys: ["g s"], where: "anywhere", say: () => i18n.t("Go to settings") },
  { does: "goCustomers", keys: ["g c"], where: "anywhere", say: () => i18n.t("Go to customers") },
  { does: "goBroadcasts", keys: ["g b"], where: "anywhere", say: () => i18n.t("Go to broadcasts") },
  { does: "goTeaching", keys: ["g t"], where: "anywhere", say: () => i18n.t("Go to teaching") },
  { does: "goReports", keys: ["g r"], where: "anywhere", say: () => i18n.t("Go to reports") },
  ...DIGITS.map(
    (digit): Key => ({
      does: `view${digit}`,
      keys: [String(digit)],
      where: "anywhere",
      say: () => i18n.t("Pinned view {digit}", { digit }),
    }),
  ),
  { does: "views", keys: ["v"], where: "anywhere", say: () => i18n.t("Views: keep, rename, pin, delete") },
  { does: "panel", keys: ["]"], where: "anywhere", say: () => i18n.t("Show or hide the right panel") },
  { does: "nav", keys: ["["], where: "anywhere", say: () => i18n.t("Show or hide the folders") },
  { does: "help", keys: ["?"], where: "anywhere", say: () => i18n.t("List of keys") },
  {
    does: "canned",
    keys: ["/"],
    where: "composer",
    say: () => i18n.t("Canned reply, at the start of a word"),
    typed: true,
  },
  { does: "mention", keys: ["@"], where: "composer", say: () => i18n.t("Name a colleague in a note"), typed: true },
  { does: "emoji", keys: [":"], where: "composer", say: () => i18n.t("Emoji"), typed: true },
  {
    does: "variable",
    keys: ["{"],
    where: "composer",
    say: () => i18n.t("Something of the order or the customer"),
    typed: true,
  },
  {
    does: "recall",
    keys: ["ArrowUp"],
    where: "composer",
    say: () => i18n.t("In an empty box: my last message"),
    typed: true,
  },
  {
    does: "leave",
    keys: ["Escape"],
    where: "composer",
    say: () => i18n.t("Leave the box, keep the draft"),
    typed: true,
  },
];

const APPLE = /Mac|iPhone|iPad/;

/** Return a key as people read it: "Ctrl+K", "g then i". */
export function written(key: string, platform = globalThis.navigator?.platform ?? ""): string {
  const names: Record<string, string> = {
    Mod: APPLE.test(platform) ? "⌘" : "Ctrl",
    ArrowDown: "↓",
    ArrowUp: "↑",
    Escape: "Esc",
    Enter: "Enter",
  };
  return key
    .split(" ")
    .map((chord) =>
      chord
        .split("+")
        .map((part) => names[part] ?? (part.length === 1 && chord !== part ? part.toUpperCase() : part))
        .join("+"),
    )
    .join(" ");
}

/** Return a name with its key, for tooltips. */
export function withKey(does: string, words?: string): string {
  const found = KEYS.find((key) => key.does === does);
  return found?.keys[0] ? `${words ?? found.say()} (${written(found.keys[0])})` : (words ?? does);
}
