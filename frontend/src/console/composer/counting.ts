// How many parts an SMS takes: 160 signs of GSM's alphabet, or 70 of any other; several parts have room for less.
const BASIC =
  "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
const DOUBLE = "^{}\\[~]|€\f";
const GSM = { one: 160, each: 153 };
const UCS2 = { one: 70, each: 67 };

export interface Counted {
  parts: number;
  /** Signs that still fit into the last part. */
  left: number;
  unicode: boolean;
}

export function countSms(text: string): Counted {
  const unicode = [...text].some((sign) => !BASIC.includes(sign) && !DOUBLE.includes(sign));
  const length = unicode ? text.length : [...text].reduce((sum, sign) => sum + (DOUBLE.includes(sign) ? 2 : 1), 0);
  const { one, each } = unicode ? UCS2 : GSM;
  if (length <= one) return { parts: length > 0 ? 1 : 0, left: one - length, unicode };
  const parts = Math.ceil(length / each);
  return { parts, left: parts * each - length, unicode };
}
