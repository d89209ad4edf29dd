// Sends that nobody has taken because the line is down: held here, in order, and sent when it is there again.
import { desk } from "../api/desk";
import { isAway } from "../api/problem";
import type { MessageTold, Sending } from "../api/shapes";
import { makeStore } from "../shell/store";

export interface Held {
  conversation: number;
  sending: Sending;
  key: string;
  sent: (message: MessageTold) => void;
  refused: (error: unknown) => void;
}

export const outbox = makeStore<readonly Held[]>([]);
let busy = false;

export const holdBack = (held: Held) => outbox.set((before) => [...before, held]);

/** Send what was held, the first first; what is refused goes back to who wrote it. */
export async function sendHeld(): Promise<void> {
  if (busy) return;
  busy = true;
  for (let first = outbox.get()[0]; first; first = outbox.get()[0]) {
    const { conversation, sending, key, sent, refused } = first;
    try {
      sent(await desk.send(conversation, sending, key));
    } catch (error) {
      if (isAway(error)) break;
      refused(error);
    }
    outbox.set((before) => before.slice(1));
  }
  busy = false;
}
