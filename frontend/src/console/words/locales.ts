import { i18n } from "@lingui/core";

// The customers' languages, as a chip shows them.
export const LOCALE_CHIPS: Record<string, string> = {
  en: "EN",
  hi: "हि",
  gu: "ગુ",
  bn: "বা",
  "hi-Latn": "hi",
  "gu-Latn": "gu",
  "bn-Latn": "bn",
};
export const LOCALES = Object.keys(LOCALE_CHIPS);
const OWN: Record<string, string> = { en: "English", hi: "हिन्दी", gu: "ગુજરાતી", bn: "বাংলা" };

/** Return what a language is called: by itself, and with its letters where they are not its own. */
export function localeName(locale: string): string {
  const [language = "", script] = locale.split("-");
  const name = OWN[language] ?? i18n.t("another language");
  return script ? i18n.t("{language}, Latin letters", { language: name }) : name;
}

const pieces = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** Return a text of at most so many signs as people count them: no matra is cut off its letter. */
export function cut(text: string, most: number): string {
  const line = text.replace(/\s+/g, " ");
  if (line.length <= most) return line;
  const kept: string[] = [];
  for (const { segment } of pieces.segment(line)) {
    if (kept.length === most) return `${kept.join("")}…`;
    kept.push(segment);
  }
  return line;
}
