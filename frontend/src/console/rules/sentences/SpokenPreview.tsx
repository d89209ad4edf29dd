import { i18n } from "@lingui/core";
import { Bubble } from "../../../thread/Bubble";
import { WordingContext } from "../../../thread/wording";
import { asMessage } from "../../words/message";
import { deskWording } from "../../words/thread";
import type { Spoken } from "./calls";

const nothing = () => undefined;

/** A sentence in the phone's own bubble, with what a customer was last told in it. */
export function SpokenPreview({ of, locale }: { of: Spoken | undefined; locale: string }) {
  if (!of) return null;
  return (
    <aside className="rules-card" aria-label={i18n.t("As it looks on a phone")}>
      <h2>{i18n.t("As it looks on a phone")}</h2>
      <div className="rules-paper" inert>
        <WordingContext value={deskWording()}>
          <Bubble
            message={asMessage(of.text, "", of.buttons, null)}
            quoted={undefined}
            locale={locale}
            grouped={false}
            used={undefined}
            tap={nothing}
            openList={nothing}
          />
        </WordingContext>
      </div>
      <small>
        {of.is_real
          ? i18n.t("With what a customer was last told.")
          : i18n.t("With examples: nobody was told this yet.")}{" "}
        {i18n.t("As an SMS: {parts, plural, one {# part} other {# parts}}", { parts: of.sms_parts })}
      </small>
    </aside>
  );
}
