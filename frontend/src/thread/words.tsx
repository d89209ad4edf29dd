// Text of messages: languages, times, links. Never as HTML.
import type { ReactNode } from "react";

const SCRIPTS: [RegExp, string][] = [
  [/[\u0A80-\u0AFF]/, "gu"],
  // Not the danda, which Bengali and Gujarati write as well.
  [/[\u0900-\u0963\u0966-\u097F]/, "hi"],
  [/[\u0980-\u09FF]/, "bn"],
];

/** The language of a text for fonts and screen readers: its script, else the customer's own language. */
export function langOf(text: string, locale: string): string {
  const found = SCRIPTS.find(([script]) => script.test(text));
  if (found) return found[1];
  return locale.endsWith("-Latn") ? locale : "en";
}

export function clockTime(at: number): string {
  return new Intl.DateTimeFormat("en-IN", { hour: "numeric", minute: "2-digit" }).format(at);
}

export function dayOf(at: number, now = Date.now()): string {
  const start = (time: number) => new Date(time).setHours(0, 0, 0, 0);
  const days = Math.round((start(now) - start(at)) / 86_400_000);
  if (days === 0) return "Today";
  if (days === 1) return "Yesterday";
  if (days === -1) return "Tomorrow";
  return dayWritten(at);
}

export function dayWritten(at: number): string {
  return new Intl.DateTimeFormat("en-IN", { weekday: "short", day: "numeric", month: "short" }).format(at);
}

export function shortWhen(at: number, now = Date.now()): string {
  return dayOf(at, now) === "Today" ? clockTime(at) : dayOf(at, now);
}

/** An address that may be opened, or nothing: javascript: and the like stay text. */
export function safeUrl(text: string): string | undefined {
  try {
    const url = new URL(text);
    return url.protocol === "https:" || url.protocol === "http:" ? url.href : undefined;
  } catch {
    return undefined;
  }
}

const TOKENS =
  /(https?:\/\/[^\s<>"'`]+)|\*(\S(?:[^*\n]*\S)?)\*|(?<![\p{L}\p{N}_])_(\S(?:[^_\n]*\S)?)_(?![\p{L}\p{N}_])|~(\S(?:[^~\n]*\S)?)~|```([^`]+)```/gu;

type Marked = Partial<Record<"bold" | "italic" | "struck" | "plain", string | undefined>>;

function marked(key: number, { bold, italic, struck, plain }: Marked): ReactNode {
  if (bold) return <strong key={key}>{bold}</strong>;
  if (italic) return <em key={key}>{italic}</em>;
  return struck ? <s key={key}>{struck}</s> : <code key={key}>{plain}</code>;
}

/** A body with its links clickable and *bold*, _italic_, ~struck out~ and ```plain``` shown, as messengers do. */
export function Words({ text }: { text: string }) {
  const parts: ReactNode[] = [];
  let end = 0;
  for (const found of text.matchAll(TOKENS)) {
    parts.push(text.slice(end, found.index));
    end = found.index + found[0].length;
    const [, address, bold, italic, struck, plain] = found;
    if (address) {
      const kept = address.replace(/[.,;:!?)\]।]+$/u, "");
      const href = safeUrl(kept);
      end -= address.length - kept.length;
      parts.push(
        href ? (
          <a key={found.index} href={href} target="_blank" rel="noopener noreferrer">
            {kept}
          </a>
        ) : (
          kept
        ),
      );
    } else {
      parts.push(marked(found.index, { bold, italic, struck, plain }));
    }
  }
  return (
    <>
      {parts}
      {text.slice(end)}
    </>
  );
}
