import { i18n } from "@lingui/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { may, useMe } from "../../session/session";
import { sayOvertaken } from "../../shell/overtaken";
import { go } from "../../shell/place";
import { complain, tell } from "../../shell/toasts";
import { useTyped } from "../../shell/typed";
import { Chip, faultsAt, SentForm } from "../parts";
import { RULE_KEYS, type Rule, type RuleList, type RuleSet, ruleCalls } from "./calls";
import { DryRun } from "./DryRun";
import { RULE_PLACES, RuleWhen, useWhen } from "./RuleWhen";
import { RuleWords } from "./RuleWords";
import { delayName, outcomeName, ruleName } from "./words";

interface Words {
  title: string;
  texts: Readonly<Record<string, string>>;
}

/** One rule: when, to whom, in which words, what it did, and whom it would have told. */
export function OneRule({ of, all }: { of: Rule; all: RuleList }) {
  const me = useMe();
  const canWrite = may(me, "settings.write");
  const when = useWhen(of);
  const words = useTyped<Words>({ title: of.title, texts: of.texts });
  const { title, texts } = words.written;
  const save = useSave(of, () => {
    when.forget();
    words.forget();
  });
  const fields = all.moments.find((one) => one.moment === of.moment)?.fields ?? [];
  const body: RuleSet = { version: of.version, ...when.body, ...(of.own && { title, texts: filled(texts) }) };
  return (
    <>
      <h2>
        {ruleName(of)} <Chip kind={of.active ? "good" : ""}>{of.active ? i18n.t("on") : i18n.t("off")}</Chip>
      </h2>
      <Lately of={of} />
      <SentForm of={save} send={() => save.mutate(body)} said={RULE_PLACES}>
        {of.own ? (
          <RuleWords
            title={title}
            setTitle={(now) => words.type({ title: now })}
            texts={texts}
            setTexts={(now) => words.type({ texts: now })}
            fields={fields}
            error={save.error}
          />
        ) : (
          <>
            <p className="rules-ours">{of.text}</p>
            <button
              type="button"
              className="plain"
              onClick={() => go({ rest: `sentences/${of.key}`, asked: `locale=${me.staff.locale}` })}
            >
              {i18n.t("Change its words")}
            </button>
          </>
        )}
        <RuleWhen of={when} error={save.error} />
        {canWrite && (
          <div className="rules-buttons">
            <button type="submit" className="primary" disabled={save.isPending}>
              {i18n.t("Save")}
            </button>
            {of.own && <Drop of={of} />}
          </div>
        )}
      </SentForm>
      {canWrite && <DryRun names={[of.name]} />}
    </>
  );
}

/** Return the texts that say something; the API's description knows their names by a pattern alone. */
export const filled = (texts: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(texts).filter(([, text]) => text.trim() !== "")) as Record<string, never>;

function useSave(of: Rule, done: () => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: RuleSet) => ruleCalls.change(of.name, body),
    onSuccess: async ({ unkept }) => {
      for (const line of unkept.slice(0, 2)) complain(new Error(line));
      tell({ text: i18n.t("Saved"), seconds: 3 });
      await queries.invalidateQueries({ queryKey: RULE_KEYS.list });
      done();
    },
    onError: (error) => {
      if (sayOvertaken(error)) return queries.invalidateQueries({ queryKey: RULE_KEYS.list });
      if (faultsAt(error, "/").length === 0) complain(error);
    },
  });
}

function Drop({ of }: { of: Rule }) {
  const queries = useQueryClient();
  const [sure, setSure] = useState(false);
  const drop = useMutation({
    mutationFn: () => ruleCalls.drop(of.name),
    onSuccess: async () => {
      go({ rest: "rules" });
      await queries.invalidateQueries({ queryKey: RULE_KEYS.list });
    },
    onError: complain,
  });
  return sure ? (
    <button type="button" className="plain" disabled={drop.isPending} onClick={() => drop.mutate()}>
      {i18n.t("Yes, delete this rule")}
    </button>
  ) : (
    <button type="button" className="plain" onClick={() => setSure(true)}>
      {i18n.t("Delete")}
    </button>
  );
}

function Lately({ of }: { of: Rule }) {
  const { lately } = of;
  const told: [string, number][] = [
    [i18n.t("Sent"), lately.left],
    [i18n.t("Arrived"), lately.arrived],
    [i18n.t("Read"), lately.read],
    [i18n.t("Failed"), lately.failed],
    [i18n.t("Waiting"), lately.waiting],
    [i18n.t("Wrote back within a day"), lately.answered],
    [i18n.t("Stopped within a day"), lately.stopped],
    [i18n.t("Ordered within three days"), lately.ordered],
  ];
  return (
    <section className="rules-card" aria-label={i18n.t("The last 30 days")}>
      <h3>{i18n.t("The last 30 days")}</h3>
      <dl className="rules-figures">
        {told.map(([name, count]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{count}</dd>
          </div>
        ))}
      </dl>
      {Object.entries(lately.untold).map(([reason, count]) => (
        <small key={reason}>{i18n.t("{n} not told: {why}", { n: count, why: outcomeName(reason) })}</small>
      ))}
      <small>{i18n.t("It is told {when}.", { when: delayName(of.delay_seconds) })}</small>
    </section>
  );
}
