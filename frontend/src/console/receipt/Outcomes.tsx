import type { Broadcast } from "../api/shapes";

/** What people did after it; the place for it until the server tells it. */
export function Outcomes(_: { broadcast: Broadcast }) {
  return null;
}
