// Prints what a first visit of each page loads, and fails where a page has grown beyond its limit.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

/** Each page's folder, and its kilobytes (1000 bytes) after gzip. */
const PAGES = {
  phone: { folder: "../bot/simulator/static", script: 90, style: 10 },
  console: { folder: "../bot/console/static", script: 230, style: 40 },
};
/** What comes beside a page's first load when it is opened: the module it begins with, and kilobytes as above. */
const LATER = {
  teaching: { page: "console", begins: "src/console/teaching/TeachingPage.tsx", script: 60, style: 10 },
  broadcasts: { page: "console", begins: "src/console/broadcasts/BroadcastsPage.tsx", script: 60, style: 10 },
  sentences: { page: "console", begins: "src/console/rules/sentences/SentencesPage.tsx", script: 60, style: 10 },
  texts: { page: "console", begins: "src/console/texts/TextsPage.tsx", script: 60, style: 10 },
  installation: { page: "console", begins: "src/console/installation/OperatorDesk.tsx", script: 60, style: 10 },
  settings: { page: "console", begins: "src/console/settings/SettingsPage.tsx", script: 60, style: 10 },
};
/** Kilobytes of a font, which comes only where its script is shown. */
const FONT_LIMIT = 80;

const tooLarge = [];

/** Return a chunk and all that it imports before it runs. */
function withImports(manifest, key, seen = new Set()) {
  if (!seen.has(key)) {
    seen.add(key);
    for (const other of manifest[key].imports ?? []) withImports(manifest, other, seen);
  }
  return [...seen].map((one) => manifest[one]);
}

function zipped(folder, files) {
  const sizes = files.map((file) => gzipSync(readFileSync(join(folder, file)), { level: 9 }).length);
  return sizes.reduce((sum, size) => sum + size, 0) / 1000;
}

function report(what, size, limit) {
  console.log(`  ${what.padEnd(62)} ${size.toFixed(1).padStart(6)} of ${limit} KB`);
  if (size > limit) tooLarge.push(what);
}

for (const [page, { folder, script, style }] of Object.entries(PAGES)) {
  const built = join(import.meta.dirname, folder);
  const manifest = JSON.parse(readFileSync(join(built, "manifest.json"), "utf-8"));
  const chunks = withImports(manifest, `src/${page}/main.tsx`);
  // The English sentences come with the first load as well.
  const words = manifest["src/locales/en.po"];
  report(
    `${page} script`,
    zipped(
      built,
      [...chunks, ...(words ? [words] : [])].map((chunk) => chunk.file),
    ),
    script,
  );
  report(
    `${page} style`,
    zipped(
      built,
      chunks.flatMap((chunk) => chunk.css ?? []),
    ),
    style,
  );
  for (const { file } of Object.values(manifest)) {
    if (/\.(woff2?|[ot]tf)$/.test(file))
      report(`${page} ${file}`, readFileSync(join(built, file)).length / 1000, FONT_LIMIT);
  }
}
for (const [name, { page, begins, script, style }] of Object.entries(LATER)) {
  const built = join(import.meta.dirname, PAGES[page].folder);
  const manifest = JSON.parse(readFileSync(join(built, "manifest.json"), "utf-8"));
  const first = new Set(withImports(manifest, `src/${page}/main.tsx`));
  const chunks = withImports(manifest, begins).filter((chunk) => !first.has(chunk));
  report(
    `${page} ${name} script`,
    zipped(
      built,
      chunks.map((chunk) => chunk.file),
    ),
    script,
  );
  report(
    `${page} ${name} style`,
    zipped(
      built,
      chunks.flatMap((chunk) => chunk.css ?? []),
    ),
    style,
  );
}
if (tooLarge.length > 0) {
  console.error(
    `Too large: ${tooLarge.join(", ")}. Load it later, or leave it out; frontend/sizes.mjs has the limits.`,
  );
  process.exit(1);
}
