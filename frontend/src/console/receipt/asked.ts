// Whose list is open on a receipt: it stands in the address, so that it can be gone back to, kept and sent.
import { go } from "../shell/place";
import type { Counted } from "./receipts";
import { SUMS } from "./sums";

export interface Shown {
  part: Counted;
  reason: string;
}

const NAMES: readonly string[] = SUMS.flatMap(({ whole, parts }) => [whole, ...parts]);
const isCounted = (name: string | null): name is Counted => NAMES.includes(name ?? "");

export function readShown(search: string): Shown | null {
  const asked = new URLSearchParams(search);
  const part = asked.get("part");
  return isCounted(part) ? { part, reason: (asked.get("reason") ?? "").slice(0, 40) } : null;
}

export const writeShown = ({ part, reason }: Shown) =>
  new URLSearchParams({ part, ...(reason && { reason }) }).toString();

export const showList = (shown: Shown | null) => go({ asked: shown ? writeShown(shown) : "" });
export const isShown = (now: Shown | null, { part, reason }: Shown) => now?.part === part && now.reason === reason;
