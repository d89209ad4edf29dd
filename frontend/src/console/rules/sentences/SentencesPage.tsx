import { i18n } from "@lingui/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import { useSettled } from "../../segments/useSettled";
import { useMe } from "../../session/session";
import { go, usePlace } from "../../shell/place";
import { ShowMore } from "../../shell/ShowMore";
import { LOCALES, localeName } from "../../words/locales";
import { Chip, Loaded, Nothing } from "../parts";
import { type Asked, SENTENCE_KEYS, sentenceCalls, type Worded } from "./calls";
import { OneSentence } from "./OneSentence";
import "../rules.css";

const NAME = "sentences";

/** Everything the shop says: looked for, or one sentence in each language. */
export function SentencesPage() {
  const { rest } = usePlace();
  const key = rest.slice(NAME.length + 1);
  return <div className="rules-page">{key === "" ? <All /> : <OneSentence key={key} of={key} />}</div>;
}

function useAsked(): Asked {
  const { asked } = usePlace();
  const me = useMe();
  const read = new URLSearchParams(asked);
  return { locale: read.get("locale") ?? me.staff.locale, q: read.get("q") ?? "", own: read.get("own") === "true" };
}

function ask(changed: Asked) {
  const written = new URLSearchParams({ locale: changed.locale });
  if (changed.q) written.set("q", changed.q);
  if (changed.own) written.set("own", "true");
  go({ asked: written.toString() }, true);
}

function All() {
  const asked = useAsked();
  const [typed, setTyped] = useState(asked.q);
  const q = useSettled(typed.trim(), 300);
  const found = useInfiniteQuery({
    queryKey: SENTENCE_KEYS.list({ ...asked, q }),
    queryFn: ({ pageParam }) => sentenceCalls.list({ ...asked, q }, pageParam),
    initialPageParam: "",
    getNextPageParam: (page) => page.next,
    placeholderData: (before) => before,
  });
  return (
    <>
      <p className="quiet">
        {i18n.t(
          "Look for words in any language and script, and say them as your shop would. Ours stay one click away.",
        )}
      </p>
      <Tools
        asked={asked}
        typed={typed}
        type={(text) => {
          setTyped(text);
          ask({ ...asked, q: text.trim() });
        }}
      />
      <Loaded of={found}>
        {({ pages }) => {
          const all = pages.flatMap((page) => page.sentences);
          return all.length === 0 ? (
            <Nothing
              say={asked.own ? i18n.t("Everything is said in our words so far.") : i18n.t("Nothing like that is said.")}
            />
          ) : (
            <ul className="rules-list">
              {all.map((one) => (
                <Row key={one.key} of={one} asked={asked} />
              ))}
            </ul>
          );
        }}
      </Loaded>
      <ShowMore of={found} />
    </>
  );
}

function Tools({ asked, typed, type }: { asked: Asked; typed: string; type: (text: string) => void }) {
  const id = useId();
  return (
    <search className="rules-tools">
      <div className="field grow">
        <label htmlFor={`${id}q`}>{i18n.t("Words in it")}</label>
        <input
          id={`${id}q`}
          type="search"
          value={typed}
          maxLength={200}
          onChange={(event) => type(event.target.value)}
        />
      </div>
      <div className="field">
        <label htmlFor={`${id}l`}>{i18n.t("Shown in")}</label>
        <select id={`${id}l`} value={asked.locale} onChange={(event) => ask({ ...asked, locale: event.target.value })}>
          {LOCALES.map((code) => (
            <option key={code} value={code}>
              {localeName(code)}
            </option>
          ))}
        </select>
      </div>
      <label className="check">
        <input type="checkbox" checked={asked.own} onChange={(event) => ask({ ...asked, own: event.target.checked })} />
        {i18n.t("Only in my words")}
      </label>
    </search>
  );
}

function Row({ of, asked }: { of: Worded; asked: Asked }) {
  const rest = `${NAME}/${of.key}`;
  const written = new URLSearchParams({ locale: asked.locale }).toString();
  return (
    <li>
      <a
        className="main"
        href={`/console/settings/${rest}?${written}`}
        onClick={(event) => {
          if (event.metaKey || event.ctrlKey) return;
          event.preventDefault();
          go({ rest, asked: written });
        }}
      >
        <span lang={of.locale}>
          {of.own || of.ours} {of.own && <Chip kind="good">{i18n.t("Your words")}</Chip>}
        </span>
        <small lang="en">{of.note}</small>
      </a>
    </li>
  );
}
