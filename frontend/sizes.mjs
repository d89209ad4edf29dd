// Prints what a first visit of each page loads, and fails where a page has grown beyond its limit.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

/** Each page's folder, and its kilobytes (1000 bytes) after gzip. */
const PAGES = {
  phone: { folder: "../bot/simulator/static", script: 90, style: 10 },
  console: { folder: "../bot/console/static", script: 230, style: 40 },
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

function report(what, size, limit) {
  console.log(`  ${what.padEnd(62)} ${size.toFixed(1).padStart(6)} of ${limit} KB`);
  if (size > limit) tooLarge.push(what);
}

for (const [page, { folder, script, style }] of Object.entries(PAGES)) {
  const built = join(import.meta.dirname, folder);
  const manifest = JSON.parse(readFileSync(join(built, "manifest.json"), "utf-8"));
  const bytes = (file) => readFileSync(join(built, file));
  const zipped = (files) => files.reduce((sum, file) => sum + gzipSync(bytes(file), { level: 9 }).length, 0) / 1000;
  const chunks = withImports(manifest, `src/${page}/main.tsx`);
  // The English sentences come with the first load as well.
  const words = manifest["src/locales/en.po"];
  report(`${page} script`, zipped([...chunks, ...(words ? [words] : [])].map((chunk) => chunk.file)), script);
  report(`${page} style`, zipped(chunks.flatMap((chunk) => chunk.css ?? [])), style);
  for (const { file } of Object.values(manifest)) {
    if (/\.(woff2?|[ot]tf)$/.test(file)) report(`${page} ${file}`, bytes(file).length / 1000, FONT_LIMIT);
  }
}
if (tooLarge.length > 0) {
  console.error(
    `Too large: ${tooLarge.join(", ")}. Load it later, or leave it out; frontend/sizes.mjs has the limits.`,
  );
  process.exit(1);
}
