// What a thread says itself, beside what was written in it. The phone speaks English; the console gives its own.
import { createContext, use } from "react";
import type { TickKind } from "./ticks";

export interface Wording {
  /** The reader, above what they are quoted with. */
  you: string;
  /** The other side. */
  other: string;
  ticks: Record<TickKind, string>;
  lost: string;
  wentWrong: string;
  failed: string;
  reply: string;
  copied: string;
  picture: string;
  document: string;
  voice: string;
  play: string;
  pause: string;
  location: string;
  close: string;
}

/** A customer's phone. */
export const ON_THE_PHONE: Wording = {
  you: "You",
  other: "The shop",
  ticks: { clock: "on its way", one: "sent", two: "delivered to the shop", read: "read by the shop" },
  lost: "This message of the shop did not get here",
  wentWrong: "What went wrong",
  failed: "It failed.",
  reply: "Reply to this message",
  copied: "Copied",
  picture: "Picture",
  document: "Document",
  voice: "Voice",
  play: "Play the voice note",
  pause: "Pause the voice note",
  location: "Location",
  close: "Close",
};

export const WordingContext = createContext(ON_THE_PHONE);
export const useWording = () => use(WordingContext);
