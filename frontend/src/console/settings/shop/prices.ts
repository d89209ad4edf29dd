// Prices of a shop's own contract, between the text that is kept and the lines of its form.

/** A price of a kind of message; `since` "": it has always held. */
export interface PriceLine {
  what: string;
  since: string;
  price: string;
}

/** Return the lines of a text like "sms_segment=0.28 sms_segment@2026-12-01=0.31". */
export const linesOf = (text: string): PriceLine[] =>
  text
    .split(" ")
    .filter(Boolean)
    .map((pair) => {
      const [name = "", price = ""] = pair.split("=");
      const [what = "", since = ""] = name.split("@");
      return { what, since, price };
    });

/** Return the name that a line is refused by. */
export const nameOf = ({ what, since }: PriceLine) => (since ? `${what}@${since}` : what);

/** Return lines as the text that is kept. A comma is written for a point where that is the custom. */
export const textOf = (lines: readonly PriceLine[]) =>
  lines.map((one) => `${nameOf(one)}=${one.price.replace(/\s/g, "").replace(",", ".")}`).join(" ");
