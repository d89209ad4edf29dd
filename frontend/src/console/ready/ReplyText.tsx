import { i18n } from "@lingui/core";
import { useId } from "react";
import { Faults } from "../rules/parts";
import { Paper } from "../shell/Paper";
import { localeName } from "../words/locales";
import { asMessage } from "../words/message";

const LONGEST = 1500;
const FIELD = /\{([a-z.]+)\}/g;
// What stands in the preview: a customer as any.
const STAGE: Readonly<Record<string, string>> = {
  en: "out for delivery",
  hi: "डिलीवरी के लिए निकला",
  gu: "ડિલિવરી માટે નીકળ્યો",
  bn: "ডেলিভারির পথে",
  "hi-Latn": "delivery ke liye nikla",
  "gu-Latn": "delivery mate nikalyo",
  "bn-Latn": "delivery-r pothe",
};
const EXAMPLES: Readonly<Record<string, string>> = {
  name: "Asha",
  "order.number": "1042",
  "tracking.link": "https://example.com/t/1042",
  coupon: "SAVE100",
};

const example = (name: string, locale: string) =>
  name === "order.status" ? STAGE[locale] : Object.hasOwn(EXAMPLES, name) ? EXAMPLES[name] : undefined;

/** Return a text as a customer would read it; a field that there is not stays as it is. */
export const exampleOf = (text: string, locale: string) =>
  text.replace(FIELD, (whole, name: string) => example(name, locale) ?? whole);

interface Props {
  locale: string;
  text: string;
  wrong: readonly string[];
  canWrite: boolean;
  write: (text: string) => void;
}

/** A reply in one language, and as it looks on a phone. */
export function ReplyText({ locale, text, wrong, canWrite, write }: Props) {
  const id = useId();
  const name = localeName(locale);
  return (
    <fieldset className="rules-card" aria-label={name}>
      <h3>{name}</h3>
      <div className="field">
        <label htmlFor={id}>{i18n.t("What is said")}</label>
        <textarea
          id={id}
          lang={locale}
          rows={4}
          value={text}
          maxLength={LONGEST}
          readOnly={!canWrite}
          aria-invalid={wrong.length > 0}
          aria-describedby={`${id}-wrong`}
          onChange={(event) => write(event.target.value)}
        />
      </div>
      <Faults id={`${id}-wrong`} of={wrong} />
      {text.trim() && (
        <Paper className="rules-paper" message={asMessage(exampleOf(text, locale), "", [], null)} locale={locale} />
      )}
    </fieldset>
  );
}
