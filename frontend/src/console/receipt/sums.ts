// The two sums of a receipt, as they are written out.
import type { Receipt } from "../api/shapes";
import type { Counted, Part, Reason } from "./receipts";

export interface Sum {
  whole: Counted;
  parts: readonly Counted[];
}

/** Everybody is in exactly one part of the first; who was accepted, in one of the second. */
export const SUMS: readonly Sum[] = [
  { whole: "audience", parts: ["accepted", "skipped", "failed", "unknown", "not_started"] },
  { whole: "accepted", parts: ["held", "sent", "delivered", "read", "dropped"] },
];

export const numberOf = (receipt: Receipt, counted: Counted): number => receipt[counted];

/** Whether the parts of a sum come to its whole. */
export const addsUp = (receipt: Receipt, { whole, parts }: Sum) =>
  parts.reduce((sum, part) => sum + numberOf(receipt, part), 0) === numberOf(receipt, whole);

/** How many have got a message or never will: what is still to be looked at is not among them. */
export const handledOf = ({ audience, not_started }: Receipt) => audience - not_started;

const ORDER: readonly Part[] = [
  "failed",
  "dropped",
  "unknown",
  "skipped",
  "held",
  "not_started",
  "sent",
  "delivered",
  "read",
];

/** Return the reasons part by part, those that ask for something first; in a part the most frequent first. */
export function byPart(reasons: readonly Reason[]): readonly [Part, readonly Reason[]][] {
  return ORDER.map((part): [Part, readonly Reason[]] => [
    part,
    reasons.filter((one) => one.part === part).toSorted((a, b) => b.count - a.count),
  ]).filter(([, of]) => of.length > 0);
}

const AGAIN: readonly Reason["retry"][] = ["later", "slower", "window", "mended"];

/** Whether another try may help somebody who was not reached. */
export const mayComeRight = ({ reasons }: Pick<Receipt, "reasons">) =>
  reasons.some(({ part, retry }) => part !== "held" && AGAIN.includes(retry));
