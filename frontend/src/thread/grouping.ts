// How a message stands below the one before it.
import type { Message } from "./types";
import { dayOf } from "./words";

const CLOSE = 120_000;

/** Does a day begin with it, and does it belong to the bubble above: same writer, within two minutes, same day? */
export function placeBelow(message: Message, before: Message | undefined): { newDay: boolean; grouped: boolean } {
  const newDay = !before || dayOf(before.at) !== dayOf(message.at);
  const grouped = !newDay && before.direction === message.direction && message.at - before.at < CLOSE;
  return { newDay, grouped };
}
