// Which customers are asked for: it stands in the address, so that a list can be gone back to, kept and sent.
import { LOCALES } from "../words/locales";

export type Stand = "agreed" | "stopped" | "silent";

export interface Asked {
  q: string;
  locale: string;
  consent: Stand | "";
  /** Something of an order is still to come. */
  openOrder: boolean;
  /** Known by no phone number. */
  noPhone: boolean;
}

const isStand = (name: string | null): name is Stand => name === "agreed" || name === "stopped" || name === "silent";

export function readAsked(search: string): Asked {
  const asked = new URLSearchParams(search);
  const consent = asked.get("consent");
  const locale = asked.get("locale") ?? "";
  return {
    q: (asked.get("q") ?? "").slice(0, 100),
    locale: LOCALES.includes(locale) ? locale : "",
    consent: isStand(consent) ? consent : "",
    openOrder: asked.get("order") === "open",
    noPhone: asked.get("phone") === "none",
  };
}

/** Return what is asked for as the address and the API have it: what is not asked for is left out. */
export function toParams({ q, locale, consent, openOrder, noPhone }: Asked) {
  return {
    ...(q.trim() && { q: q.trim() }),
    ...(locale && { locale }),
    ...(consent && { consent }),
    ...(openOrder && { order: "open" as const }),
    ...(noPhone && { phone: "none" as const }),
  };
}

export const writeAsked = (asked: Asked) => new URLSearchParams(toParams(asked)).toString();

export const isNarrowed = (asked: Asked) => writeAsked(asked) !== "";
