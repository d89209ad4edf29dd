// A message as the simulator answers it, to be varied.
import type { Message } from "../src/thread/types";

/** 2026-11-21, five past nine in the morning by the clock of the machine. */
export const MORNING = new Date(2026, 10, 21, 9, 5).getTime();

export function aMessage(changed: Partial<Message> = {}): Message {
  return {
    seq: 1,
    sid: "SM1",
    channel: "whatsapp",
    direction: "in",
    body: "Order 1042 is on its way.",
    at: MORNING,
    status: "delivered",
    error: null,
    rich: {},
    media: [],
    ...changed,
  };
}
