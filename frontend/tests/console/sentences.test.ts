// The console's sentences: every one that the code says is in every language, whole.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const SOURCE = join(import.meta.dirname, "../../src");
const files = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((one) =>
    one.isDirectory() ? files(join(folder, one.name)) : [join(folder, one.name)],
  );
// Which folders of the console have a catalogue of their own, beside the one that all share.
const AREAS: Record<string, RegExp> = {
  answers: /console\/answers\//,
  broadcasts: /console\/(broadcasts|newsletters|receipt|segments)\//,
  ready: /console\/ready\//,
  installation: /console\/installation\//,
  rules: /console\/rules\//,
  settings: /console\/settings\//,
  teaching: /console\/teaching\//,
  texts: /console\/texts\//,
};
const areaOf = (file: string) => Object.keys(AREAS).find((area) => AREAS[area]?.test(file)) ?? "";
const saidIn = (area: string) =>
  files(join(SOURCE, "console"))
    .filter((file) => /\.tsx?$/.test(file) && areaOf(file) === area)
    .flatMap((file) => [...readFileSync(file, "utf-8").matchAll(/i18n\.t\(\s*"((?:[^"\\]|\\.)*)"/g)])
    .map((found) => JSON.parse(`"${found[1]}"`) as string);

function read(locale: string, area = ""): Map<string, string> {
  const text = readFileSync(join(SOURCE, "locales", area, `${locale}.po`), "utf-8");
  const lines = (block: string) =>
    [...block.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map((one) => JSON.parse(`"${one[1]}"`)).join("");
  const entries = text.matchAll(/^msgid ((?:".*"\n)+)msgstr ((?:".*"\n?)+)/gm);
  return new Map([...entries].map((one) => [lines(one[1] ?? ""), lines(one[2] ?? "")]));
}

test.each(["en", "hi", "gu", "bn"])("%s has every sentence", (locale) => {
  const shared = read(locale);
  for (const area of ["", ...Object.keys(AREAS)]) {
    const known = area ? new Map([...shared, ...read(locale, area)]) : shared;
    const missing = saidIn(area).filter((one) => !known.has(one) || (locale !== "en" && !known.get(one)));
    expect(missing).toEqual([]);
  }
});

// Without the mark an entry is compiled under an id that no code says, and the page stays English.
test.each(["en", "hi", "gu", "bn"])("%s marks every sentence as its own id", (locale) => {
  const unmarked = ["", ...Object.keys(AREAS)].flatMap((area) =>
    readFileSync(join(SOURCE, "locales", area, `${locale}.po`), "utf-8")
      .split(/^msgid /m)
      .slice(1, -1)
      .filter((one) => !one.split(/^msgstr /m)[1]?.includes("js-lingui-explicit-id")),
  );
  expect(unmarked).toEqual([]);
});

test.each(["hi", "gu", "bn"])("%s keeps the values of every sentence", (locale) => {
  const values = (text: string) =>
    [...new Set([...text.matchAll(/\{(\w+)(?=[,}])/g)].map((one) => one[1]))].sort().join();
  const all = ["", ...Object.keys(AREAS)].flatMap((area) => [...read(locale, area)]);
  const wrong = all.filter(([id, text]) => id && text && values(id) !== values(text));
  expect(wrong).toEqual([]);
});
