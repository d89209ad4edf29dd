// Prints what a first visit of each page loads, and fails where a page has grown beyond its limit.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

const BUILT = join(import.meta.dirname, "../bot/simulator/static");
/** Kilobytes (1000 bytes) of each page, after gzip. */
const LIMITS = { "src/phone/main.tsx": { script: 90, style: 10 } };
/** Kilobytes of a font, which comes only where its script is shown. */
const FONT_LIMIT = 80;

const manifest = JSON.parse(readFileSync(join(BUILT, "manifest.json"), "utf-8"));

/** Return a chunk and all that it imports before it runs. */
function withImports(key, seen = new Set()) {
  if (!seen.has(key)) {
    seen.add(key);
    for (const other of manifest[key].imports ?? []) withImports(other, seen);
  }
  return [...seen].map((one) => manifest[one]);
}

const bytes = (file) => readFileSync(join(BUILT, file));
const zipped = (files) => files.reduce((sum, file) => sum + gzipSync(bytes(file), { level: 9 }).length, 0) / 1000;
const tooLarge = [];

function report(what, size, limit) {
  console.log(`  ${what.padEnd(62)} ${size.toFixed(1).padStart(6)} of ${limit} KB`);
  if (size > limit) tooLarge.push(what);
}

for (const [key, entry] of Object.entries(manifest)) {
  if (entry.isEntry) {
    if (!LIMITS[key]) throw new Error(`${key} has no limit in frontend/sizes.mjs`);
    const chunks = withImports(key);
    report(`${key} script`, zipped(chunks.map((chunk) => chunk.file)), LIMITS[key].script);
    report(`${key} style`, zipped(chunks.flatMap((chunk) => chunk.css ?? [])), LIMITS[key].style);
  } else if (/\.(woff2?|[ot]tf)$/.test(entry.file)) {
    report(entry.file, bytes(entry.file).length / 1000, FONT_LIMIT);
  }
}
if (tooLarge.length > 0) {
  console.error(
    `Too large: ${tooLarge.join(", ")}. Load it later, or leave it out; frontend/sizes.mjs has the limits.`,
  );
  process.exit(1);
}
