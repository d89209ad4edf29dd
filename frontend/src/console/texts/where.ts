// Where among the shop's own texts one is, and which broadcast one came from.
import { go } from "../shell/place";

export interface From {
  broadcast: number;
  /** Whether it is to be its second text. */
  second: boolean;
}

/** Return the broadcast that an address leads back to. */
export function readFrom(asked: string): From | null {
  const told = new URLSearchParams(asked);
  const broadcast = told.get("broadcast") ?? "";
  return /^[1-9]\d{0,15}$/.test(broadcast) ? { broadcast: Number(broadcast), second: told.has("second") } : null;
}

const askedOf = (from: From | null) => (from ? `broadcast=${from.broadcast}${from.second ? "&second" : ""}` : "");

export const toTexts = () => go({ page: "texts", rest: "", asked: "" });
export const toText = (id: number | "new", from: From | null = null, replace = false) =>
  go({ page: "texts", rest: String(id), asked: askedOf(from) }, replace);
