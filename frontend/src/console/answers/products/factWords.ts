// What is known of a product, in words.
import { i18n } from "@lingui/core";

export const FACTS: Record<string, () => string> = {
  category: () => i18n.t("Kind of thing"),
  sizes: () => i18n.t("Sizes"),
  colours: () => i18n.t("Colours"),
  material: () => i18n.t("Material"),
  warranty_months: () => i18n.t("Warranty, in months"),
  lasts_days: () => i18n.t("Lasts, in days"),
  goes_with: () => i18n.t("Goes with"),
  care: () => i18n.t("Care"),
  titles: () => i18n.t("Names in other languages"),
};
export const factName = (fact: string) => FACTS[fact]?.() ?? fact;
const SHORT: Record<string, () => string> = {
  warranty_months: () => i18n.t("warranty"),
  lasts_days: () => i18n.t("how long it lasts"),
};

/** Return what is known of a product, as it stands among others in a line. */
export const shortName = (fact: string) => SHORT[fact]?.() ?? factName(fact).toLocaleLowerCase();
