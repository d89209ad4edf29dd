import { i18n } from "@lingui/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import { Faults, faultsAt, Loaded, Nothing, SentForm } from "../../rules/parts";
import { may, useMe } from "../../session/session";
import { sayOvertaken } from "../../shell/overtaken";
import { go } from "../../shell/place";
import { complain, tell } from "../../shell/toasts";
import { LOCALES } from "../../words/locales";
import { faq, KEYS, type Texts, type Topic, type TopicText } from "../calls";
import { NEW } from "./AnswersPage";
import { TopicPast } from "./TopicPast";
import { TopicTextBox } from "./TopicTextBox";

const EMPTY: TopicText = { question: "", asked_as: [], answer: "" };
const isEmpty = ({ question, answer, asked_as }: TopicText) => !question.trim() && !answer.trim() && !asked_as.length;

/** A topic: its text in each language side by side, how it was, and what led here. */
export function OneTopic({ of }: { of: string }) {
  const found = useQuery({ queryKey: KEYS.topics, queryFn: faq.topics });
  return (
    <>
      <button type="button" className="link" onClick={() => go({ rest: "answers" })}>
        {i18n.t("All answers")}
      </button>
      <Loaded of={found}>
        {({ topics, fields }) => {
          const topic = topics.find(({ slug }) => slug === of);
          if (of !== NEW && !topic) return <Gone of={of} />;
          return <Editor topic={topic} fields={fields} />;
        }}
      </Loaded>
    </>
  );
}

function Gone({ of }: { of: string }) {
  return (
    <>
      <Nothing say={i18n.t("There is no such answer (any more).")} />
      <TopicPast slug={of} version={0} />
    </>
  );
}

interface EditorProps {
  topic: Topic | undefined;
  fields: Readonly<Record<string, string>>;
}

function Editor({ topic, fields }: EditorProps) {
  const id = useId();
  const canWrite = may(useMe(), "catalogue.write");
  const [slug, setSlug] = useState(topic?.slug ?? "");
  // What was typed stays until it is kept, whatever others change meanwhile.
  const [typed, setTyped] = useState<Texts>({});
  const save = useSave(topic, slug, () => setTyped({}));
  const texts = { ...topic?.texts, ...typed };
  const kept = Object.fromEntries(Object.entries(texts).filter(([, text]) => !isEmpty(text)));
  const isChanged = Object.keys(typed).length > 0 || (!topic && slug !== "");
  return (
    <>
      <SentForm of={save} send={() => save.mutate(kept)} said={["/slug", "/texts"]} className="rules-page">
        {topic ? (
          <h2>{topic.slug}</h2>
        ) : (
          <div className="field">
            <label htmlFor={id}>{i18n.t("Name of the topic, in small letters: gift_wrap")}</label>
            <input
              id={id}
              value={slug}
              maxLength={41}
              aria-invalid={faultsAt(save.error, "/slug").length > 0}
              aria-describedby={`${id}-wrong`}
              onChange={(event) => setSlug(event.target.value)}
            />
            <Faults id={`${id}-wrong`} of={faultsAt(save.error, "/slug")} />
          </div>
        )}
        <p className="quiet">
          {i18n.t("Put in what your settings say, and it is always right: {list}", {
            list: Object.entries(fields)
              .map(([name, now]) => (now ? `{${name}} (${now})` : `{${name}}`))
              .join(", "),
          })}
        </p>
        <div className="topic-texts">
          {LOCALES.map((locale) => (
            <TopicTextBox
              key={locale}
              locale={locale}
              of={texts[locale] ?? EMPTY}
              wrong={faultsAt(save.error, `/texts/${locale}`)}
              canWrite={canWrite}
              change={(text) => setTyped((before) => ({ ...before, [locale]: text }))}
            />
          ))}
        </div>
        {canWrite && (
          <div className="rules-buttons">
            <button type="submit" className="primary" disabled={save.isPending || !isChanged}>
              {i18n.t("Save")}
            </button>
            {isChanged && (
              <button type="button" className="plain" onClick={() => setTyped({})}>
                {i18n.t("As it was")}
              </button>
            )}
            {topic && <Drop of={topic} />}
          </div>
        )}
        <Faults
          of={faultsAt(save.error, "/texts").length > 0 ? [i18n.t("Nothing was saved yet: see what is marked.")] : []}
        />
      </SentForm>
      {topic && <TopicPast slug={topic.slug} version={topic.version} uses={topic.uses} />}
    </>
  );
}

function useSave(topic: Topic | undefined, slug: string, done: () => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (texts: Texts) => (topic ? faq.write(topic.slug, topic.version, texts) : faq.add(slug.trim(), texts)),
    onSuccess: async (now) => {
      await queries.invalidateQueries({ queryKey: ["settings", "faq"] });
      done();
      tell({ text: i18n.t("Saved"), seconds: 3 });
      if (!topic) go({ rest: `answers/${now.slug}` });
    },
    onError: async (error) => {
      if (topic && sayOvertaken(error)) return queries.invalidateQueries({ queryKey: KEYS.topics });
      if (faultsAt(error, "/").length === 0) complain(error);
    },
  });
}

function Drop({ of }: { of: Topic }) {
  const queries = useQueryClient();
  const drop = async () => {
    try {
      await faq.drop(of.slug, of.version);
      await queries.invalidateQueries({ queryKey: ["settings", "faq"] });
      const undo = () =>
        faq.restore(of.slug, 0, of.version).then(() => queries.invalidateQueries({ queryKey: ["settings", "faq"] }));
      tell({ text: i18n.t("The answer is dropped"), seconds: 12, undo });
      go({ rest: "answers" });
    } catch (error) {
      complain(error);
    }
  };
  return (
    <button type="button" className="plain" onClick={() => void drop()}>
      {i18n.t("Drop")}
    </button>
  );
}
