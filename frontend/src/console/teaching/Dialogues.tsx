import { i18n } from "@lingui/core";
import { langOf } from "../../thread/words";
import type { DialogueChanged, Dialogues as Found, PlayedAs } from "./calls";
import { meaning } from "./meanings";

/** Kept conversations that the new model would take another way: at which message, from what to what. */
export function Dialogues({ of }: { of: Found }) {
  if (of.kept === 0) return null;
  const title = i18n.t("Kept conversations, played to their end");
  return (
    <section aria-label={title}>
      <h3>{title}</h3>
      <p className="quiet">
        {i18n.t(
          "{played} of {kept} were played by both, as by somebody who has bought nothing. Nothing is done and nobody is told anything.",
          { played: of.played, kept: of.kept },
        )}
      </p>
      {of.played > 0 && of.changed.length === 0 && <p>{i18n.t("None of them goes another way.")}</p>}
      {of.changed.map((one) => (
        <Changed key={one.test + one.turns[0]?.text} of={one} />
      ))}
    </section>
  );
}

function Changed({ of }: { of: DialogueChanged }) {
  return (
    <details open={!of.gained}>
      <summary>
        <b>{of.test}</b>{" "}
        <span className={of.gained ? "quiet" : "wrong"}>
          {of.gained ? i18n.t("goes as you keep it, at last") : i18n.t("would go another way")}
        </span>
      </summary>
      <ol className="changes">
        {of.turns.map((turn) => (
          <li key={turn.place}>
            <span lang={langOf(turn.text, turn.locale)}>
              {turn.place}. {turn.text}
            </span>
            <Side said={i18n.t("Before")} of={turn.before} locale={turn.locale} />
            <Side said={i18n.t("After")} of={turn.after} locale={turn.locale} />
          </li>
        ))}
      </ol>
    </details>
  );
}

function Side({ said, of, locale }: { said: string; of: PlayedAs; locale: string }) {
  const words = of.topic || of.said.map((one) => one.text).join(" ");
  return (
    <small>
      {said}: <b>{meaning(of.intent)}</b>
      {" · "}
      {words ? <span lang={langOf(words, locale)}>{words}</span> : i18n.t("Nothing is said.")}
    </small>
  );
}
