// A text as somebody is writing it: what stands in the fields of the editor, and how it is handed in.
import type { Meaning, Sent, Text } from "./calls";

export interface Registered {
  pe_id: string;
  header: string;
  template_id: string;
  kind: string;
  text: string;
}

export interface Words {
  body: string;
  /** Of the buttons, in their order. */
  titles: readonly string[];
  footer: string;
  sms: string;
  dlt: Registered | null;
}

export interface Coupon {
  kind: "shared" | "each";
  code: string;
  /** In the shop's currency, as they are typed. */
  amount: string;
  minimum: string;
  ends_on: string;
}

export interface Typed {
  name: string;
  texts: Readonly<Record<string, Words>>;
  buttons: readonly Meaning[];
  link_url: string;
  coupon: Coupon | null;
}

export const MEANINGS: readonly Meaning[] = ["show", "later", "person"];
export const MOST_BUTTONS = 2;
export const NO_WORDS: Words = { body: "", titles: [], footer: "", sms: "", dlt: null };
export const NOT_REGISTERED: Registered = { pe_id: "", header: "", template_id: "", kind: "promotional", text: "" };
export const NO_COUPON: Coupon = { kind: "shared", code: "", amount: "", minimum: "", ends_on: "" };

export const newText = (locales: readonly string[]): Typed => ({
  name: "",
  texts: Object.fromEntries(locales.map((locale) => [locale, NO_WORDS])),
  buttons: [],
  link_url: "",
  coupon: null,
});

const money = (minor: number, digits: number) => (minor ? String(minor / 10 ** digits) : "");

/** Return how many digits a currency has after the point. */
export const digitsOf = (currency: string) =>
  new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2;

/** Return a text as it stands in the editor. */
export function fromText(of: Text): Typed {
  const digits = digitsOf(of.currency);
  const { coupon } = of;
  return {
    name: of.name,
    texts: Object.fromEntries(
      of.texts.map(({ locale, body, titles, footer, sms, dlt }) => [
        locale,
        { body, titles, footer, sms, dlt: dlt as Registered | null },
      ]),
    ),
    buttons: of.buttons,
    link_url: of.link_url,
    coupon: coupon && {
      kind: coupon.kind,
      code: coupon.code,
      amount: money(coupon.amount, digits),
      minimum: money(coupon.minimum, digits),
      ends_on: coupon.ends_on ?? "",
    },
  };
}

const minor = (typed: string, digits: number) => Math.round(Number(typed.replace(/[,\s]/g, "")) * 10 ** digits) || 0;

/** Return a text as it is handed in; `bare` without what is not written yet, so that the rest can be looked at. */
export function toSent(of: Typed, currency: string, bare = false): Sent {
  const digits = digitsOf(currency);
  const written = Object.entries(of.texts).filter(([, words]) => !bare || words.body.trim() !== "");
  const { coupon } = of;
  const whole = coupon && minor(coupon.amount, digits) > 0 && (coupon.kind === "each" || coupon.code.trim() !== "");
  return {
    name: of.name.trim() || (bare ? "-" : ""),
    texts: Object.fromEntries(
      written.map(([locale, words]) => [
        locale,
        { ...words, titles: of.buttons.map((_, place) => words.titles[place] ?? "") },
      ]),
    ),
    buttons: of.buttons,
    link_url: of.link_url.trim(),
    coupon:
      coupon && (whole || !bare)
        ? {
            kind: coupon.kind,
            code: coupon.kind === "shared" ? coupon.code.trim() || null : null,
            amount: minor(coupon.amount, digits),
            minimum: minor(coupon.minimum, digits),
            ends_on: coupon.ends_on || null,
          }
        : null,
  };
}

/** Return the texts with one button more or less, each language's titles with it. */
export function withButtons(of: Typed, buttons: readonly Meaning[]): Typed {
  const titled = (words: Words): Words => ({
    ...words,
    titles: buttons.map((means) => words.titles[of.buttons.indexOf(means)] ?? ""),
  });
  const all = Object.entries(of.texts).map(([locale, words]) => [locale, titled(words)]);
  return { ...of, buttons, texts: Object.fromEntries(all) };
}

export const withWords = (of: Typed, locale: string, change: Partial<Words>): Typed => ({
  ...of,
  texts: { ...of.texts, [locale]: { ...(of.texts[locale] ?? NO_WORDS), ...change } },
});

export function withoutLocale(of: Typed, gone: string): Typed {
  return { ...of, texts: Object.fromEntries(Object.entries(of.texts).filter(([locale]) => locale !== gone)) };
}

const CODE = /^[A-Za-z0-9_-]{3,40}$/;

/** Return the codes of a pasted list or a file, and what of it is none; a heading of a column is left out. */
export function readCodes(text: string): { codes: readonly string[]; strange: readonly string[] } {
  const [first, ...rest] = text.split(/[\s,;"]+/).filter(Boolean);
  const all = first === undefined ? [] : /^(coupon|code|codes)$/i.test(first) ? rest : [first, ...rest];
  const codes = [...new Set(all.filter((one) => CODE.test(one)))];
  return { codes, strange: all.filter((one) => !CODE.test(one)) };
}
