// Whose list is open on a receipt: it stands in the address, so that it can be gone back to, kept and sent.
import { go } from "../shell/place";
import { EFFECTS } from "./effects";
import type { Counted } from "./receipts";
import { SUMS } from "./sums";

export interface Shown {
  part: Counted;
  reason: string;
  /** Of one language and text alone, as the costs have them; both undefined: of all. */
  locale?: string | undefined;
  variant?: string | undefined;
}

const NAMES: readonly string[] = SUMS.flatMap(({ whole, parts }) => [whole, ...parts]);
const isCounted = (name: string | null): name is Counted => NAMES.includes(name ?? "");

export function readShown(search: string): Shown | null {
  const asked = new URLSearchParams(search);
  const part = asked.get("part");
  if (!isCounted(part)) return null;
  const [locale, variant] = [asked.get("locale")?.slice(0, 10), asked.get("variant")?.slice(0, 1)];
  return {
    ...{ part, reason: (asked.get("reason") ?? "").slice(0, 40) },
    ...(locale !== undefined && { locale }),
    ...(variant !== undefined && { variant }),
  };
}

export const writeShown = ({ part, reason, locale, variant }: Shown) =>
  new URLSearchParams({
    ...{ part, ...(reason && { reason }) },
    ...(locale !== undefined && { locale }),
    ...(variant !== undefined && { variant }),
  }).toString();

export const showList = (shown: Shown | null) => go({ asked: shown ? writeShown(shown) : "" });
export const isShown = (now: Shown | null, of: Shown) => now !== null && writeShown(now) === writeShown(of);

/** Who did something after a broadcast: of those that got it, or of those that were held out. */
export interface Did {
  effect: string;
  days: number;
  held: boolean;
}

export function readDid(search: string): Did | null {
  const asked = new URLSearchParams(search);
  const [effect, days] = [asked.get("effect"), Number(asked.get("days"))];
  if (!effect || !Object.hasOwn(EFFECTS, effect) || !(Number.isInteger(days) && days >= 1 && days <= 60)) return null;
  return { effect, days, held: asked.get("held") === "yes" };
}

export const writeDid = ({ effect, days, held }: Did) =>
  new URLSearchParams({ effect, days: String(days), ...(held && { held: "yes" }) }).toString();
