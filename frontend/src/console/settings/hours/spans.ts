// Opening times as people write them: "10:00–13:00, 14:00–19:00"; empty where nobody works.
export interface Span {
  opens: string;
  closes: string;
}

const TIME = "([01]?\\d|2[0-3]):([0-5]\\d)";
const SPAN = new RegExp(`^${TIME}\\s*[-–—]\\s*${TIME}$`);

const two = (text: string | undefined) => (text ?? "").padStart(2, "0");

/** Return the spans that a text says, null where it cannot be read. */
export function readSpans(text: string): Span[] | null {
  const parts = text
    .split(/[,;]/)
    .map((part) => part.trim())
    .filter(Boolean);
  const found = parts.map((part) => SPAN.exec(part));
  if (found.length > 6 || found.includes(null)) return null;
  return found.map((one) => ({ opens: `${two(one?.[1])}:${one?.[2]}`, closes: `${two(one?.[3])}:${one?.[4]}` }));
}

export const writeSpans = (spans: readonly Span[]) => spans.map(({ opens, closes }) => `${opens}–${closes}`).join(", ");
