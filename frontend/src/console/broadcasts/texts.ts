// What a broadcast can say: sentences of the catalogue and texts of the shop's own, as one list.
import { useQuery } from "@tanstack/react-query";
import { BROADCAST_KEYS, type CampaignText, calls, type SentenceForMany } from "./calls";

export interface Text {
  key: string;
  name: string;
  fields: readonly string[];
  /** Those of them that stand for a number of what is left. */
  stockFields: readonly string[];
  category: string;
  price_micros: number;
  /** In each language that it is written in; the shop's alone for a sentence of the catalogue. */
  bodies: readonly Body[];
  picture: string | null;
  /** Of the shop's own texts: its number. */
  id: number | null;
  /** Codes that nobody has yet, where each person gets one. */
  codes: number | null;
}

export interface Body {
  locale: string;
  text: string;
  footer: string;
  buttons: readonly string[];
  canSend: boolean;
  /** Why it cannot be sent, "" where it can. */
  state: string;
}

export const fromSentence = (one: SentenceForMany): Text => ({
  key: one.key,
  name: "",
  fields: one.fields,
  stockFields: [],
  category: one.category,
  price_micros: one.price_micros,
  bodies: [
    {
      locale: one.locale,
      text: one.body,
      footer: "",
      buttons: [],
      canSend: one.why_not === null,
      state: one.why_not ?? "",
    },
  ],
  picture: null,
  id: null,
  codes: null,
});

// What WhatsApp says of a text as whoever chooses one has to know it.
const STOPPED = ["rejected", "paused", "disabled"];

export const fromCampaign = (one: CampaignText): Text => ({
  key: one.key,
  name: one.name,
  fields: one.fields,
  stockFields: one.stock_fields,
  category: one.texts[0]?.category || "MARKETING",
  price_micros: one.price_micros,
  bodies: one.texts.map((text) => ({
    locale: text.locale,
    text: text.body.replace(/\{\{(\w+)\}\}/g, "{$1}"),
    footer: text.footer,
    buttons: [...text.titles, text.stop].filter(Boolean),
    canSend: text.can_send,
    state: text.can_send ? "" : STOPPED.includes(text.state) ? text.state : "waiting",
  })),
  picture: one.picture?.url ?? null,
  id: one.id,
  codes: one.coupon?.kind === "each" ? (one.coupon.free ?? 0) : null,
});

/** Return all that can be said, the shop's own first; undefined until both lists are there. */
export function useTexts() {
  const sentences = useQuery({ queryKey: BROADCAST_KEYS.sentences, queryFn: calls.sentences });
  const own = useQuery({ queryKey: BROADCAST_KEYS.texts, queryFn: calls.texts });
  const all =
    sentences.data && own.data
      ? [...own.data.map(fromCampaign), ...sentences.data.sentences.map(fromSentence)]
      : undefined;
  return { all, error: sentences.error ?? own.error, currency: sentences.data?.currency ?? "INR" };
}

/** Return the body that somebody of a language reads: theirs, the language's other script's, the fallback's, the first. */
export function bodyFor(text: Text, locale: string | null, fallback: string | null): Body | undefined {
  const of = (wanted: string | null | undefined) => text.bodies.find((one) => one.locale === wanted);
  return of(locale) ?? of(locale?.split("-")[0]) ?? of(fallback) ?? text.bodies[0];
}
