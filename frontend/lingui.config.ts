import { defineConfig } from "@lingui/cli";
import { formatter } from "@lingui/format-po";

const BROADCASTS = ["broadcasts", "newsletters", "receipt", "segments"].map((name) => `<rootDir>/src/console/${name}`);
const ANSWERS = ["<rootDir>/src/console/answers"];
const READY = ["<rootDir>/src/console/ready"];
const INSTALLATION = ["<rootDir>/src/console/installation"];
const RULES = ["<rootDir>/src/console/rules"];
const SETTINGS = ["<rootDir>/src/console/settings"];
const TEACHING = ["<rootDir>/src/console/teaching"];
const TEXTS = ["<rootDir>/src/console/texts"];
const ELSEWHERE = [...ANSWERS, ...BROADCASTS, ...INSTALLATION, ...READY, ...RULES, ...SETTINGS, ...TEACHING, ...TEXTS];

// A message's id is its English sentence, so that the code reads as the page does.
export default defineConfig({
  sourceLocale: "en",
  locales: ["en", "hi", "gu", "bn"],
  catalogs: [
    { path: "<rootDir>/src/locales/{locale}", include: ["<rootDir>/src"], exclude: ELSEWHERE },
    // Loaded with their pages (src/console/words/i18n.ts); what the first catalogue says as well stands in both.
    { path: "<rootDir>/src/locales/answers/{locale}", include: ANSWERS },
    { path: "<rootDir>/src/locales/broadcasts/{locale}", include: BROADCASTS },
    { path: "<rootDir>/src/locales/ready/{locale}", include: READY },
    { path: "<rootDir>/src/locales/installation/{locale}", include: INSTALLATION },
    { path: "<rootDir>/src/locales/rules/{locale}", include: RULES },
    { path: "<rootDir>/src/locales/settings/{locale}", include: SETTINGS },
    { path: "<rootDir>/src/locales/teaching/{locale}", include: TEACHING },
    { path: "<rootDir>/src/locales/texts/{locale}", include: TEXTS },
  ],
  format: formatter({ lineNumbers: false, printLinguiId: false }),
});
