// The console's languages. A message's id is its English sentence: `i18n.t("Take over")`.
import { i18n, type Messages } from "@lingui/core";

export const LOCALES = { en: "English", hi: "हिन्दी", gu: "ગુજરાતી", bn: "বাংলা" } as const;
export type ConsoleLocale = keyof typeof LOCALES;

const CATALOGUES: Record<ConsoleLocale, () => Promise<{ messages: Messages }>> = {
  en: () => import("../../locales/en.po"),
  hi: () => import("../../locales/hi.po"),
  gu: () => import("../../locales/gu.po"),
  bn: () => import("../../locales/bn.po"),
};
// What the pages of an area say, which comes with them.
const AREAS: Record<Area, Record<ConsoleLocale, () => Promise<{ messages: Messages }>>> = {
  answers: {
    en: () => import("../../locales/answers/en.po"),
    hi: () => import("../../locales/answers/hi.po"),
    gu: () => import("../../locales/answers/gu.po"),
    bn: () => import("../../locales/answers/bn.po"),
  },
  broadcasts: {
    en: () => import("../../locales/broadcasts/en.po"),
    hi: () => import("../../locales/broadcasts/hi.po"),
    gu: () => import("../../locales/broadcasts/gu.po"),
    bn: () => import("../../locales/broadcasts/bn.po"),
  },
  installation: {
    en: () => import("../../locales/installation/en.po"),
    hi: () => import("../../locales/installation/hi.po"),
    gu: () => import("../../locales/installation/gu.po"),
    bn: () => import("../../locales/installation/bn.po"),
  },
  ready: {
    en: () => import("../../locales/ready/en.po"),
    hi: () => import("../../locales/ready/hi.po"),
    gu: () => import("../../locales/ready/gu.po"),
    bn: () => import("../../locales/ready/bn.po"),
  },
  rules: {
    en: () => import("../../locales/rules/en.po"),
    hi: () => import("../../locales/rules/hi.po"),
    gu: () => import("../../locales/rules/gu.po"),
    bn: () => import("../../locales/rules/bn.po"),
  },
  settings: {
    en: () => import("../../locales/settings/en.po"),
    hi: () => import("../../locales/settings/hi.po"),
    gu: () => import("../../locales/settings/gu.po"),
    bn: () => import("../../locales/settings/bn.po"),
  },
  teaching: {
    en: () => import("../../locales/teaching/en.po"),
    hi: () => import("../../locales/teaching/hi.po"),
    gu: () => import("../../locales/teaching/gu.po"),
    bn: () => import("../../locales/teaching/bn.po"),
  },
  texts: {
    en: () => import("../../locales/texts/en.po"),
    hi: () => import("../../locales/texts/hi.po"),
    gu: () => import("../../locales/texts/gu.po"),
    bn: () => import("../../locales/texts/bn.po"),
  },
};
export type Area = "answers" | "broadcasts" | "installation" | "ready" | "rules" | "settings" | "teaching" | "texts";
const learned = new Set<Area>();
const KEPT = "dastak.locale";

export const isConsoleLocale = (name: string): name is ConsoleLocale => name in LOCALES;

/** Return the language before anybody has logged in: the one used here last, else the browser's. */
export function findLocale(wanted: readonly string[], kept: string | null): ConsoleLocale {
  for (const name of [kept ?? "", ...wanted]) {
    const language = name.split("-")[0] ?? "";
    if (isConsoleLocale(language)) return language;
  }
  return "en";
}

export const firstLocale = () => findLocale(navigator.languages, localStorage.getItem(KEPT));

const lacking = (here: ReadonlySet<Area>) => [...learned].filter((area) => !here.has(area));

/** Load a language and show the console in it. */
export async function speak(locale: ConsoleLocale): Promise<void> {
  const { messages: shared } = await CATALOGUES[locale]();
  const messages = { ...shared };
  const here = new Set<Area>();
  // A page may come while its language does: what it says is there before the language is, or it stays English.
  for (let missing = lacking(here); missing.length > 0; missing = lacking(here)) {
    for (const one of await Promise.all(missing.map((area) => AREAS[area][locale]()))) {
      Object.assign(messages, one.messages);
    }
    for (const area of missing) here.add(area);
  }
  // Digits are the shop's own everywhere: Bengali would have others in plurals alone.
  i18n.loadAndActivate({ locale, locales: `${locale}-IN-u-nu-latn`, messages });
  document.documentElement.lang = locale;
  localStorage.setItem(KEPT, locale);
}

/** Load what the pages of an area say; from then on it comes with each language. */
export async function learn(area: Area): Promise<void> {
  learned.add(area);
  const locale = i18n.locale as ConsoleLocale;
  const { messages } = await AREAS[area][locale]();
  i18n.load(locale, messages);
}
