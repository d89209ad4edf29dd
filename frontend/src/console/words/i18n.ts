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

/** Load a language and show the console in it. */
export async function speak(locale: ConsoleLocale): Promise<void> {
  const { messages } = await CATALOGUES[locale]();
  // Digits are the shop's own everywhere: Bengali would have others in plurals alone.
  i18n.loadAndActivate({ locale, locales: `${locale}-IN-u-nu-latn`, messages });
  document.documentElement.lang = locale;
  localStorage.setItem(KEPT, locale);
}
