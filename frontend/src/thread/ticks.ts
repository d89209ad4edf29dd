// What has become of a message that the customer wrote, as the ticks under it.
import type { Status } from "./types";

export type TickKind = "clock" | "one" | "two" | "read";

/** The ticks of a status; whatever is further than sent has reached the shop. */
export function tickOf(status: Status): TickKind {
  if (status === "sending") return "clock";
  if (status === "sent") return "one";
  return status === "read" ? "read" : "two";
}

export function isLost(status: Status): boolean {
  return status === "failed" || status === "undelivered";
}
