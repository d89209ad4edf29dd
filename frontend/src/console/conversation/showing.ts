// A message of the API as the thread's bubbles take it.
import type { Message, Status } from "../../thread/types";
import type { MessageItem, TimelineItem } from "../api/shapes";

const WAITING = new Set(["queued", "sending", "held", "unknown"]);
const CLOSE = 120_000;

export const isMine = (message: MessageItem) => message.author !== "customer";

/** Return the ticks of a state: ours say what the customer has, theirs have none. */
export function statusOf({ state }: MessageItem): Status {
  if (WAITING.has(state)) return "sending";
  if (state === "accepted" || state === "sent") return "sent";
  if (state === "delivered" || state === "read" || state === "failed" || state === "undelivered") return state;
  return "received";
}

export function toBubble(message: MessageItem, channel: string, alt: string): Message {
  return {
    seq: 0,
    sid: message.id,
    channel: channel === "sms" ? "sms" : "whatsapp",
    direction: isMine(message) ? "out" : "in",
    body: message.text,
    at: Date.parse(message.at),
    status: statusOf(message),
    error: null,
    rich: {
      ...(message.choices.length && {
        actions: message.choices.map((title) => ({ type: "QUICK_REPLY" as const, title, id: title, target: "" })),
      }),
      ...(message.place && {
        location: {
          latitude: String(message.place.latitude),
          longitude: String(message.place.longitude),
          label: message.place.label,
          address: message.place.address,
        },
      }),
    },
    media: message.media.flatMap(({ id, url, kind, type, size }) =>
      url ? [{ sid: String(id), url, kind, type, filename: "", alt, ...(size !== null && { size }) }] : [],
    ),
  };
}

/** Whether a message belongs to the bubble above it: same writer, within two minutes. */
export function follows(message: MessageItem, before: TimelineItem | undefined): boolean {
  return (
    before?.what === "message" &&
    before.author === message.author &&
    before.staff_id === message.staff_id &&
    !before.withheld &&
    Date.parse(message.at) - Date.parse(before.at) < CLOSE
  );
}

/** Return the id of the newest message: what a send was based on. */
export const newest = (items: readonly TimelineItem[]): string | null =>
  items.findLast((one) => one.what === "message" && !one.id.startsWith("held-"))?.id ?? null;
