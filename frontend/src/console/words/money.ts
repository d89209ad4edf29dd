// Money as the console shows it: sums to the paisa, so that whoever adds up what is shown comes to what is shown.
import { i18n } from "@lingui/core";

const MILLION = 1_000_000;

const format = (currency: string) =>
  new Intl.NumberFormat(`${i18n.locale || "en"}-IN-u-nu-latn`, { style: "currency", currency });

/** How many of the smallest coin make one of a currency: 100 paise, 1 yen. */
const coins = (currency: string) => 10 ** (format(currency).resolvedOptions().maximumFractionDigits ?? 2);

/** Return millionths of a currency in its smallest coin, to the nearest. */
export const toCoins = (micros: number, currency: string) => Math.round((micros * coins(currency)) / MILLION);

/** Return a number of the smallest coin as it is written. */
export const inCoins = (count: number, currency: string) => format(currency).format(count / coins(currency));

/** Return a sum of millionths as it is written: never in parts of the smallest coin. */
export const money = (micros: number, currency: string) => inCoins(toCoins(micros, currency), currency);

/**
 * Split a number of coins among parts by their millionths, so that they add up to it: each gets its whole coins, and
 * those with the most left over one more, or one less, until none is left.
 */
export function spread(whole: number, micros: readonly number[], currency: string): readonly number[] {
  const exact = micros.map((one) => (one * coins(currency)) / MILLION);
  const parts = exact.map((one) => Math.floor(one));
  const order = exact.map((one, place) => [one - Math.floor(one), place] as const).toSorted((a, b) => b[0] - a[0]);
  let left = whole - parts.reduce((sum, one) => sum + one, 0);
  for (let turn = 0; left !== 0 && parts.length > 0; turn++) {
    const [, place] = order[left > 0 ? turn % order.length : order.length - 1 - (turn % order.length)] ?? [0, 0];
    if (left < 0 && (parts[place] ?? 0) <= 0 && parts.some((one) => one > 0)) continue;
    parts[place] = (parts[place] ?? 0) + Math.sign(left);
    left -= Math.sign(left);
  }
  return parts;
}
