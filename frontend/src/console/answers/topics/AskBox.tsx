import { i18n } from "@lingui/core";
import { useMutation } from "@tanstack/react-query";
import { useId, useState } from "react";
import { Faults } from "../../rules/parts";
import { localeName } from "../../words/locales";
import { faq, type Tried } from "../calls";

const percent = (share: number) => `${Math.round(share * 100)} %`;

/** A question typed as a customer would: what would be said, and why. */
export function AskBox() {
  const id = useId();
  const [text, setText] = useState("");
  const tried = useMutation({ mutationFn: faq.try });
  return (
    <section className="rules-card" aria-label={i18n.t("Ask it")}>
      <h2>{i18n.t("Ask it")}</h2>
      <form
        className="rules-tools"
        onSubmit={(event) => {
          event.preventDefault();
          if (text.trim() && !tried.isPending) tried.mutate(text.trim());
        }}
      >
        <div className="field grow">
          <label htmlFor={id}>{i18n.t("A question as a customer would type it, in any language")}</label>
          <input id={id} value={text} maxLength={1000} onChange={(event) => setText(event.target.value)} />
        </div>
        <button type="submit" className="primary" disabled={tried.isPending || text.trim() === ""}>
          {i18n.t("Ask")}
        </button>
      </form>
      <div aria-live="polite" aria-busy={tried.isPending}>
        {tried.data && <Answer of={tried.data} />}
      </div>
      <Faults of={tried.error ? [tried.error.message] : []} />
    </section>
  );
}

function Answer({ of }: { of: Tried }) {
  return (
    <div className="asked">
      {of.said.map((one) => (
        <p key={one} className="rules-ours" lang={of.locale}>
          {one}
        </p>
      ))}
      <p>{reasonOf(of)}</p>
      <p className="quiet">
        {i18n.t("Answered in {language}.", { language: localeName(of.locale) })}{" "}
        {of.nearest.length > 0 &&
          i18n.t("Nearest answers: {list}. Sure from {sure}.", {
            list: of.nearest.map(({ slug, score }) => `${slug} (${percent(score)})`).join(", "),
            sure: percent(of.sure),
          })}
      </p>
    </div>
  );
}

function reasonOf({ by, intent, confidence, topic }: Tried): string {
  const sure = confidence === null || confidence === undefined ? "" : percent(confidence);
  const reasons: Record<string, () => string> = {
    intent: () =>
      i18n.t("It was understood as {intent} ({sure}), which your answer “{topic}” is for.", { intent, sure, topic }),
    topic: () => i18n.t("It was understood as nothing else; “{topic}” is clearly the nearest answer.", { topic }),
    other: () =>
      i18n.t("It was understood as {intent} ({sure}), which is answered from orders, goods and places.", {
        intent,
        sure,
      }),
    acts: () =>
      i18n.t("It was understood as {intent} ({sure}): with a customer this does something, so it isn't tried here.", {
        intent,
        sure,
      }),
    unclear: () =>
      i18n.t("It was not understood surely enough ({intent}, {sure}), and no answer is clearly near.", {
        intent,
        sure,
      }),
    away: () => i18n.t("The assistant does not answer now; these answers are the nearest."),
  };
  return reasons[by]?.() ?? by;
}
