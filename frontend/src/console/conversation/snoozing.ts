// The times that a conversation is put off to.
const HOUR = 3_600_000;
const TEN = 10;
const MONDAY = 1;

export interface Later {
  today: Date;
  tomorrow: Date;
  monday: Date;
}

/** Return three hours on, tomorrow at ten, and the next Monday at ten, by this machine's clock. */
export function laterThan(now: Date): Later {
  const at = (days: number) => new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, TEN);
  const toMonday = (MONDAY - now.getDay() + 7) % 7 || 7;
  return { today: new Date(now.getTime() + 3 * HOUR), tomorrow: at(1), monday: at(toMonday) };
}
