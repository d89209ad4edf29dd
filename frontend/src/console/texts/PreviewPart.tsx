import { i18n } from "@lingui/core";
import { sum } from "../broadcasts/words";
import { Paper } from "../shell/Paper";
import { localeName } from "../words/locales";
import { asMessage } from "../words/message";
import type { Typed } from "./typed";
import { FIELDS } from "./words";

interface Props {
  locales: readonly string[];
  locale: string;
  choose: (locale: string) => void;
  typed: Typed;
  stops: Readonly<Record<string, string>>;
  picture: string | null;
  currency: string;
}

/** How a text looks on a phone, in one of its languages, with examples in its fields. */
export function PreviewPart({ locales, locale, choose, typed, stops, picture, currency }: Props) {
  const words = typed.texts[locale];
  const body = (words?.body ?? "").replace(/\{\{(\w+)\}\}/g, (_, name: string) => exampleOf(name, typed, currency));
  const buttons = [...(words?.titles ?? []), stops[locale] ?? ""].filter(Boolean);
  return (
    <section className="text-preview" aria-label={i18n.t("As it looks on a phone")}>
      {locales.length > 1 && (
        <ul className="preview-locales" aria-label={i18n.t("Languages")}>
          {locales.map((one) => (
            <li key={one}>
              <button type="button" className="plain" aria-pressed={one === locale} onClick={() => choose(one)}>
                {localeName(one)}
              </button>
            </li>
          ))}
        </ul>
      )}
      <Paper message={asMessage(body || "…", words?.footer ?? "", buttons, picture)} locale={locale} />
    </section>
  );
}

/** Return what stands in a field for an example: what the coupon says, or what the field is called. */
function exampleOf(name: string, { coupon }: Typed, currency: string): string {
  const rupees = (typed: string) => sum(Number(typed || 0) * 1_000_000, currency);
  if (name === "name") return "Asha";
  if (name === "link") return "https://…";
  if (coupon && name === "code") return coupon.kind === "shared" && coupon.code ? coupon.code : "SAVE-1234";
  if (coupon?.amount && name === "amount") return rupees(coupon.amount);
  if (coupon?.minimum && name === "minimum") return rupees(coupon.minimum);
  if (coupon?.ends_on && name === "ends_on") {
    return new Intl.DateTimeFormat("en-IN", { day: "numeric", month: "short" }).format(new Date(coupon.ends_on));
  }
  return `‹${FIELDS[name]?.() ?? name}›`;
}
