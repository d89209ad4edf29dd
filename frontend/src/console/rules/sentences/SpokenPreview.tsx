import { i18n } from "@lingui/core";
import { Paper } from "../../shell/Paper";
import { asMessage } from "../../words/message";
import type { Spoken } from "./calls";

/** A sentence in the phone's own bubble, with what a customer was last told in it. */
export function SpokenPreview({ of, locale }: { of: Spoken | undefined; locale: string }) {
  if (!of) return null;
  return (
    <aside className="rules-card" aria-label={i18n.t("As it looks on a phone")}>
      <h2>{i18n.t("As it looks on a phone")}</h2>
      <Paper className="rules-paper" message={asMessage(of.text, "", of.buttons, null)} locale={locale} />
      <small>
        {of.is_real
          ? i18n.t("With what a customer was last told.")
          : i18n.t("With examples: nobody was told this yet.")}{" "}
        {i18n.t("As an SMS: {parts, plural, one {# part} other {# parts}}", { parts: of.sms_parts })}
      </small>
    </aside>
  );
}
