import { i18n } from "@lingui/core";
import { useId } from "react";
import { Faults } from "../../rules/parts";
import { localeName } from "../../words/locales";
import type { TopicText } from "../calls";

interface Props {
  locale: string;
  of: TopicText;
  wrong: readonly string[];
  canWrite: boolean;
  change: (text: TopicText) => void;
}

/** A topic in one language: the question, the answer, and other ways to ask. */
export function TopicTextBox({ locale, of, wrong, canWrite, change }: Props) {
  const id = useId();
  const told = {
    lang: locale,
    readOnly: !canWrite,
    "aria-describedby": `${id}-wrong`,
    "aria-invalid": wrong.length > 0,
  };
  return (
    <fieldset className="rules-card" aria-label={localeName(locale)}>
      <h3>{localeName(locale)}</h3>
      <div className="field">
        <label htmlFor={`${id}q`}>{i18n.t("Question")}</label>
        <input
          id={`${id}q`}
          {...told}
          value={of.question}
          maxLength={300}
          onChange={(event) => change({ ...of, question: event.target.value })}
        />
      </div>
      <div className="field">
        <label htmlFor={`${id}a`}>{i18n.t("Answer")}</label>
        <textarea
          id={`${id}a`}
          {...told}
          rows={4}
          value={of.answer}
          maxLength={1000}
          onChange={(event) => change({ ...of, answer: event.target.value })}
        />
      </div>
      <div className="field">
        <label htmlFor={`${id}w`}>{i18n.t("Other ways to ask, one a line")}</label>
        <textarea
          id={`${id}w`}
          {...told}
          rows={3}
          value={of.asked_as.join("\n")}
          onChange={(event) =>
            change({ ...of, asked_as: event.target.value === "" ? [] : event.target.value.split("\n") })
          }
        />
      </div>
      <Faults id={`${id}-wrong`} of={wrong} />
    </fieldset>
  );
}
