import { i18n } from "@lingui/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { langOf } from "../../thread/words";
import { complain, tell } from "../shell/toasts";
import { dateAndClock } from "../words/moments";
import { KEYS, teaching, type WrongGroup } from "./calls";
import { Fetched } from "./Fetched";
import { meaning } from "./meanings";
import { TeachForm } from "./TeachForm";

const WHY: Record<WrongGroup["messages"][number]["why"], () => string> = {
  marked: () => i18n.t("marked by one of you"),
  gave_up: () => i18n.t("it did not understand, or asked what was meant"),
  handed_over: () => i18n.t("a person was asked for right after the answer"),
  unsure: () => i18n.t("it was unsure"),
};

/** What the assistant got wrong lately, the commonest first. */
export function WrongList() {
  const found = useQuery({ queryKey: KEYS.wrong, queryFn: teaching.wrong });
  return (
    <Fetched of={found}>
      {(groups) =>
        groups.length === 0 ? (
          <p className="empty">
            {i18n.t("Nothing of the last 30 days. Ask Why? at an answer of the assistant, and mark what was wrong.")}
          </p>
        ) : (
          <ul className="wrong-groups">
            {groups.map((one) => (
              <Group key={one.messages[0]?.id} of={one} />
            ))}
          </ul>
        )
      }
    </Fetched>
  );
}

function Group({ of }: { of: WrongGroup }) {
  const [teaches, setTeaches] = useState(false);
  const queries = useQueryClient();
  const [first, ...others] = of.messages;
  if (!first) return null;
  const again = () => queries.invalidateQueries({ queryKey: KEYS.wrong });
  const setAside = async () => {
    const each = (wrong: boolean) =>
      Promise.all(of.messages.map((one) => teaching.mark(one.conversation_id, one.id, wrong)));
    try {
      await each(false);
      tell({ text: i18n.t("Set aside"), undo: () => each(true).then(again) });
      void again();
    } catch (error) {
      complain(error);
    }
  };
  return (
    <li>
      <p className="wrong-said" lang={langOf(first.text, first.locale)}>
        {first.text}
      </p>
      <p className="quiet">
        {i18n.t("{times} ×, last {when}", {
          times: of.times,
          when: dateAndClock(of.last_at),
        })}{" "}
        · {WHY[first.why]()} · {i18n.t("taken for: {meaning}", { meaning: meaning(first.intent || "nlu_fallback") })} (
        {Math.round(first.confidence * 100)} %)
      </p>
      {others.length > 0 && (
        <details>
          <summary>{i18n.t("{count} more like it", { count: others.length })}</summary>
          <ul>
            {others.map((one) => (
              <li key={one.id} lang={langOf(one.text, one.locale)}>
                {one.text}
              </li>
            ))}
          </ul>
        </details>
      )}
      <div className="teaching-buttons">
        <button type="button" className="primary" aria-expanded={teaches} onClick={() => setTeaches(!teaches)}>
          {i18n.t("Teach")}
        </button>
        <button type="button" className="plain" onClick={() => void setAside()}>
          {i18n.t("Set aside")}
        </button>
        <a href={`/console/inbox/all/${first.conversation_id}?at=${first.message}`}>
          {i18n.t("Open the conversation")}
        </a>
      </div>
      {teaches && <TeachForm of={first} done={() => void again()} />}
    </li>
  );
}
