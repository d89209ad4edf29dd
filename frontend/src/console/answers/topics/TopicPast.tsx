import { i18n } from "@lingui/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Loaded, Nothing } from "../../rules/parts";
import { may, useMe } from "../../session/session";
import { complain, tell } from "../../shell/toasts";
import { localeName } from "../../words/locales";
import { dateAndClock } from "../../words/moments";
import { faq, KEYS } from "../calls";
import { howOf } from "./Changes";

interface Props {
  slug: string;
  version: number;
  uses?: number;
}

/** What customers wrote that led to a topic, and how the topic was before. */
export function TopicPast({ slug, version, uses = 0 }: Props) {
  const [open, setOpen] = useState("");
  const toggle = (name: string) => (event: React.SyntheticEvent<HTMLDetailsElement>) => {
    if (event.currentTarget.open) setOpen((before) => `${before} ${name}`);
  };
  return (
    <>
      {version > 0 && (
        <details className="rules-card" onToggle={toggle("asked")}>
          <summary>{i18n.t("What led here in the last 30 days ({count})", { count: uses })}</summary>
          {open.includes("asked") && <Asked slug={slug} />}
        </details>
      )}
      <details className="rules-card" onToggle={toggle("versions")}>
        <summary>{i18n.t("How it was before")}</summary>
        {open.includes("versions") && <Versions slug={slug} version={version} />}
      </details>
    </>
  );
}

function Asked({ slug }: { slug: string }) {
  const found = useQuery({ queryKey: KEYS.asked(slug), queryFn: () => faq.asked(slug) });
  return (
    <Loaded of={found}>
      {({ messages }) =>
        messages.length === 0 ? (
          <Nothing say={i18n.t("Nobody has asked that yet.")} />
        ) : (
          <ul className="rules-list">
            {messages.map((one) => (
              <li key={`${one.at}${one.text}`}>
                <div className="main">
                  <span lang={one.locale}>{one.text}</span>
                  <small>
                    {dateAndClock(one.at)} · {one.intent}
                  </small>
                </div>
              </li>
            ))}
          </ul>
        )
      }
    </Loaded>
  );
}

function Versions({ slug, version }: Omit<Props, "uses">) {
  const found = useQuery({ queryKey: KEYS.versions(slug), queryFn: () => faq.versions(slug) });
  const canWrite = may(useMe(), "catalogue.write");
  const queries = useQueryClient();
  const restore = async (number: number) => {
    try {
      await faq.restore(slug, version, number);
      await queries.invalidateQueries({ queryKey: ["settings", "faq"] });
      tell({ text: i18n.t("It is as it was before"), seconds: 4 });
    } catch (error) {
      complain(error);
    }
  };
  return (
    <Loaded of={found}>
      {(versions) => (
        <ul className="rules-list">
          {versions.map(({ number, texts, how, by, at }) => (
            <li key={number}>
              <div className="main">
                <b>
                  {number} · {howOf(how)}
                </b>
                <small>
                  {dateAndClock(at)} {by && `· ${by}`} · {Object.keys(texts).map(localeName).join(", ")}
                </small>
                <small lang="en">{texts.en?.answer}</small>
              </div>
              {canWrite && number !== version && Object.keys(texts).length > 0 && (
                <button type="button" className="plain" onClick={() => void restore(number)}>
                  {i18n.t("Bring back")}
                </button>
              )}
            </li>
          ))}
        </ul>
      )}
    </Loaded>
  );
}
