import { defineConfig } from "@lingui/cli";
import { formatter } from "@lingui/format-po";

// A message's id is its English sentence, so that the code reads as the page does.
export default defineConfig({
  sourceLocale: "en",
  locales: ["en", "hi", "gu", "bn"],
  catalogs: [{ path: "<rootDir>/src/locales/{locale}", include: ["<rootDir>/src"] }],
  format: formatter({ lineNumbers: false, printLinguiId: false }),
});
