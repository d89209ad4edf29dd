// The console's sentences: every one that the code says is in every language, whole.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const SOURCE = join(import.meta.dirname, "../../src");
const files = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((one) =>
    one.isDirectory() ? files(join(folder, one.name)) : [join(folder, one.name)],
  );
const said = new Set(
  files(join(SOURCE, "console"))
    .filter((file) => /\.tsx?$/.test(file))
    .flatMap((file) => [...readFileSync(file, "utf-8").matchAll(/i18n\.t\(\s*"((?:[^"\\]|\\.)*)"/g)])
    .map((found) => JSON.parse(`"${found[1]}"`) as string),
);

function read(locale: string): Map<string, string> {
  const text = readFileSync(join(SOURCE, `locales/${locale}.po`), "utf-8");
  const lines = (block: string) =>
    [...block.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map((one) => JSON.parse(`"${one[1]}"`)).join("");
  const entries = text.matchAll(/^msgid ((?:".*"\n)+)msgstr ((?:".*"\n?)+)/gm);
  return new Map([...entries].map((one) => [lines(one[1] ?? ""), lines(one[2] ?? "")]));
}

test.each(["en", "hi", "gu", "bn"])("%s has every sentence", (locale) => {
  const known = read(locale);
  expect([...said].filter((one) => !known.has(one) || (locale !== "en" && !known.get(one)))).toEqual([]);
});

test.each(["hi", "gu", "bn"])("%s keeps the values of every sentence", (locale) => {
  const values = (text: string) => [...new Set([...text.matchAll(/\{(\w+)/g)].map((one) => one[1]))].sort().join();
  const wrong = [...read(locale)].filter(([id, text]) => id && text && values(id) !== values(text));
  expect(wrong).toEqual([]);
});
