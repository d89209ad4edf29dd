import { i18n } from "@lingui/core";
import { countSms } from "./counting";

/** How many parts an SMS takes, and what still fits into the last. */
export function SmsCount({ text }: { text: string }) {
  const { parts, left, unicode } = countSms(text);
  const alphabet = unicode ? "UCS-2" : "GSM";
  return (
    <small className="sms-count">
      {i18n.t("{parts, plural, one {# part} other {# parts}} · {left} left · {alphabet}", { parts, left, alphabet })}
    </small>
  );
}
