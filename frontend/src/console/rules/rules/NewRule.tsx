import { i18n } from "@lingui/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import { go } from "../../shell/place";
import { complain, tell } from "../../shell/toasts";
import { faultsAt, SentForm } from "../parts";
import { RULE_KEYS, type RuleList, type RuleMade, ruleCalls } from "./calls";
import { filled } from "./OneRule";
import { RULE_PLACES, RuleWhen, useWhen } from "./RuleWhen";
import { RuleWords } from "./RuleWords";
import { momentName } from "./words";

const NOTHING = { delay_seconds: 0, hours: [], segment: {} };

/** A rule of one's own: a moment, words, when and to whom. It begins switched off. */
export function NewRule({ all }: { all: RuleList }) {
  const id = useId();
  const queries = useQueryClient();
  const [moment, setMoment] = useState(all.moments[0]?.moment ?? "order.placed");
  const [purpose, setPurpose] = useState<RuleMade["purpose"]>("utility");
  const [title, setTitle] = useState("");
  const [texts, setTexts] = useState<Readonly<Record<string, string>>>({});
  const when = useWhen(NOTHING);
  const add = useMutation({
    mutationFn: () => ruleCalls.add({ moment, purpose, title, texts: filled(texts), ...when.body }),
    onSuccess: async (rule) => {
      await queries.invalidateQueries({ queryKey: RULE_KEYS.list });
      tell({ text: i18n.t("Kept, switched off: look at the dry run, then switch it on."), seconds: 6 });
      go({ rest: `rules/${rule.name}` });
    },
    onError: (error) => {
      if (faultsAt(error, "/").length === 0) complain(error);
    },
  });
  return (
    <SentForm of={add} send={() => add.mutate()} said={RULE_PLACES}>
      <h2>{i18n.t("New rule")}</h2>
      <div className="rules-fields">
        <div className="field">
          <label htmlFor={`${id}m`}>{i18n.t("When")}</label>
          <select id={`${id}m`} value={moment} onChange={(event) => setMoment(event.target.value as typeof moment)}>
            {all.moments.map((one) => (
              <option key={one.moment} value={one.moment}>
                {momentName(one.moment)}
              </option>
            ))}
          </select>
        </div>
        <div className="field">
          <label htmlFor={`${id}p`}>{i18n.t("What it is")}</label>
          <select
            id={`${id}p`}
            value={purpose}
            onChange={(event) => setPurpose(event.target.value as RuleMade["purpose"])}
          >
            <option value="utility">{i18n.t("News of an order")}</option>
            <option value="marketing">{i18n.t("An offer: only to who agreed to offers")}</option>
          </select>
        </div>
      </div>
      <RuleWords
        title={title}
        setTitle={setTitle}
        texts={texts}
        setTexts={setTexts}
        fields={all.moments.find((one) => one.moment === moment)?.fields ?? []}
        error={add.error}
      />
      <RuleWhen of={when} error={add.error} />
      <div className="rules-buttons">
        <button type="submit" className="primary" disabled={add.isPending}>
          {i18n.t("Save")}
        </button>
      </div>
    </SentForm>
  );
}
