import { i18n } from "@lingui/core";
import { useQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import { Loaded, Nothing } from "../../rules/parts";
import { may, useMe } from "../../session/session";
import { go, usePlace } from "../../shell/place";
import { LOCALES, localeName } from "../../words/locales";
import { faq, KEYS, type Topic } from "../calls";
import { TableBox } from "../table/TableBox";
import { AskBox } from "./AskBox";
import { Changes } from "./Changes";
import { OneTopic } from "./OneTopic";
import { Starters } from "./Starters";
import "../../rules/rules.css";
import "../answers.css";

const NAME = "answers";
export const NEW = "new";

/** What the shop answers to common questions: all topics, or one in each language. */
export function AnswersPage() {
  const { rest } = usePlace();
  const slug = rest.slice(NAME.length + 1);
  return <div className="rules-page">{slug === "" ? <All /> : <OneTopic key={slug} of={slug} />}</div>;
}

function All() {
  const found = useQuery({ queryKey: KEYS.topics, queryFn: faq.topics });
  const canWrite = may(useMe(), "catalogue.write");
  return (
    <>
      <p className="quiet">
        {i18n.t("Questions that your assistant answers in your own words. It searches them in every language.")}
      </p>
      <AskBox />
      <Loaded of={found}>{({ topics }) => <Topics of={topics} canWrite={canWrite} />}</Loaded>
      {canWrite && <Starters />}
      <TableBox get="/faq/answers.csv" send="/faq/import" canWrite={canWrite} />
      <Changes canWrite={canWrite} />
    </>
  );
}

function Topics({ of, canWrite }: { of: readonly Topic[]; canWrite: boolean }) {
  const id = useId();
  const [typed, setTyped] = useState("");
  const wanted = typed.trim().toLocaleLowerCase();
  const shown = of.filter((topic) => wanted === "" || wordsOf(topic).includes(wanted));
  return (
    <>
      <search className="rules-tools">
        <div className="field grow">
          <label htmlFor={id}>{i18n.t("Words in it")}</label>
          <input
            id={id}
            type="search"
            value={typed}
            maxLength={100}
            onChange={(event) => setTyped(event.target.value)}
          />
        </div>
        {canWrite && (
          <button type="button" className="primary" onClick={() => go({ rest: `${NAME}/${NEW}` })}>
            {i18n.t("New answer")}
          </button>
        )}
      </search>
      {shown.length === 0 ? (
        <Nothing
          say={
            of.length === 0
              ? i18n.t("There is no answer yet: begin with the ready ones below, or write your own.")
              : i18n.t("No answer has these words.")
          }
        />
      ) : (
        <ul className="rules-list">
          {shown.map((topic) => (
            <Row key={topic.slug} of={topic} />
          ))}
        </ul>
      )}
    </>
  );
}

const wordsOf = ({ slug, texts }: Topic) =>
  [slug, ...Object.values(texts).flatMap((one) => [one.question, one.answer, ...one.asked_as])]
    .join(" ")
    .toLocaleLowerCase();

function Row({ of }: { of: Topic }) {
  const locales = LOCALES.filter((code) => of.texts[code]);
  const missing = LOCALES.filter((code) => !of.texts[code]).map(localeName);
  const first = locales[0] ?? "en";
  const rest = `${NAME}/${of.slug}`;
  return (
    <li>
      <a
        className="main"
        href={`/console/settings/${rest}`}
        onClick={(event) => {
          if (event.metaKey || event.ctrlKey) return;
          event.preventDefault();
          go({ rest });
        }}
      >
        <b lang={first}>{of.texts[first]?.question}</b>
        <small>
          {of.slug} · {i18n.t("{count} times in 30 days", { count: of.uses })}
          {missing.length > 0 && ` · ${i18n.t("Missing: {list}", { list: missing.join(", ") })}`}
        </small>
      </a>
    </li>
  );
}
