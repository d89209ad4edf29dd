// Moments as a box for day and time writes them, and back.

/** Return a moment as a box for day and time holds it, in this browser's zone. */
export function toLocal(at: string): string {
  const time = new Date(at);
  const two = (n: number) => String(n).padStart(2, "0");
  return `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}T${two(time.getHours())}:${two(time.getMinutes())}`;
}

/** Return what a box for day and time holds as a moment; null where it is none. */
export function toMoment(local: string): string | null {
  const time = new Date(local);
  return local === "" || Number.isNaN(time.getTime()) ? null : time.toISOString();
}
