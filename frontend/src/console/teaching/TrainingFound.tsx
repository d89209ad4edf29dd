import { i18n } from "@lingui/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { langOf } from "../../thread/words";
import { Field } from "../session/Field";
import { named } from "../words/named";
import { KEYS, type Training, type TrainingWhole, teaching } from "./calls";
import { Dialogues } from "./Dialogues";
import { Fetched } from "./Fetched";
import { meaning } from "./meanings";

const WORSE: Readonly<Record<string, () => string>> = {
  held_out: () => i18n.t("It loses more of the messages nobody trains on than it gains."),
  locale: () => i18n.t("It loses too many of them in one language."),
  acting: () => i18n.t("It would cancel, refund or stop what nobody asked for."),
  disobeyed: () => i18n.t("It would take a no for something that cannot be undone."),
  contradicted: () => i18n.t("It reads words otherwise that everybody means like that, and acts on them."),
  kept: () => i18n.t("Conversations that you keep would go another way."),
  taught: () => i18n.t("It does not understand most of what was taught."),
};
const OF: Readonly<Record<string, () => string>> = {
  held_out: () => i18n.t("Messages nobody trains on"),
  taught: () => i18n.t("What was taught"),
  kept: () => i18n.t("Kept conversations"),
  contradicted: () => i18n.t("Words that meant something else"),
};
const SHOWN = 40;

interface Props {
  of: Training;
  mayTrain: boolean;
  then: (call: Promise<unknown>, text: string) => Promise<unknown>;
}

/** What a trained model changes: by language, message by message; and the owner's word against the judgement. */
export function TrainingFound({ of, mayTrain, then }: Props) {
  const found = useQuery({ queryKey: [...KEYS.training(of.id), of.state], queryFn: () => teaching.training(of.id) });
  return (
    <Fetched of={found}>
      {(whole) => (
        <div className="training-found">
          {whole.worse.map((one) => (
            <p key={one} className="wrong">
              {named(WORSE, one, () => one)}
            </p>
          ))}
          {whole.others && (
            <p className="wrong">
              {i18n.t("It would change what another shop keeps or has taught. Only taking back what you taught helps.")}
            </p>
          )}
          {whole.scores.length > 0 && <Scores of={whole} />}
          <Changes of={whole} gained={false} title={i18n.t("Lost")} />
          <Changes of={whole} gained title={i18n.t("Gained")} />
          <Dialogues of={whole.dialogues} />
          {whole.log.length > 0 && (
            <details>
              <summary>{i18n.t("Log")}</summary>
              <pre>{whole.log.join("\n")}</pre>
            </details>
          )}
          {whole.state === "held" && mayTrain && !whole.others && <Overrule of={whole} then={then} />}
        </div>
      )}
    </Fetched>
  );
}

function Scores({ of }: { of: TrainingWhole }) {
  return (
    <div className="scores">
      <table>
        <thead>
          <tr>
            <th scope="col">{i18n.t("Right of")}</th>
            <th scope="col">{i18n.t("Language")}</th>
            <th scope="col">{i18n.t("All")}</th>
            <th scope="col">{i18n.t("Before")}</th>
            <th scope="col">{i18n.t("After")}</th>
          </tr>
        </thead>
        <tbody>
          {of.scores.map((one) => (
            <tr key={one.of + one.locale} data-worse={one.after < one.before}>
              <td>{named(OF, one.of, () => one.of)}</td>
              <td>{one.locale}</td>
              <td>{one.messages}</td>
              <td>{one.before}</td>
              <td>{one.after}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Changes({ of, gained, title }: { of: TrainingWhole; gained: boolean; title: string }) {
  const some = of.changed.filter((one) => one.gained === gained);
  if (some.length === 0) return null;
  return (
    <section aria-label={title}>
      <h3>
        {title} ({some.length})
      </h3>
      <ul className="changes">
        {some.slice(0, SHOWN).map((one) => (
          <li key={one.of + one.text}>
            <span lang={langOf(one.text, one.locale)}>{one.text}</span>
            <small>
              {meaning(one.before.intent)} → {meaning(one.after.intent)}
              {one.test && ` · ${one.test}`}
            </small>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Overrule({ of, then }: { of: TrainingWhole; then: Props["then"] }) {
  const [reason, setReason] = useState("");
  return (
    <form
      className="teach-form"
      onSubmit={(event) => {
        event.preventDefault();
        void then(teaching.overrule(of.id, reason.trim()), i18n.t("It answers within seconds"));
      }}
    >
      <Field
        label={i18n.t("Let it answer all the same, because")}
        hint={i18n.t("Your reason stands in the audit log.")}
        value={reason}
        required
        maxLength={300}
        onChange={(event) => setReason(event.target.value)}
      />
      <button type="submit" className="plain">
        {i18n.t("Overrule")}
      </button>
    </form>
  );
}
