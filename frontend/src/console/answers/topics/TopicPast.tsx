import { i18n } from "@lingui/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Loaded, Nothing } from "../../rules/parts";
import { may, useMe } from "../../session/session";
import { localeName } from "../../words/locales";
import { dateAndClock } from "../../words/moments";
import { faq, KEYS } from "../calls";
import { PastVersions } from "./PastVersions";

interface Props {
  slug: string;
  version: number;
  uses?: number;
}

/** What customers wrote that led to a topic, and how the topic was before. */
export function TopicPast({ slug, version, uses = 0 }: Props) {
  const [isOpen, setOpen] = useState(false);
  const canWrite = may(useMe(), "catalogue.write");
  const queries = useQueryClient();
  return (
    <>
      {version > 0 && (
        <details className="rules-card" onToggle={(event) => event.currentTarget.open && setOpen(true)}>
          <summary>{i18n.t("What led here in the last 30 days ({count})", { count: uses })}</summary>
          {isOpen && <Asked slug={slug} />}
        </details>
      )}
      <PastVersions
        name={KEYS.versions(slug)}
        load={() => faq.versions(slug)}
        now={version}
        canWrite={canWrite}
        say={({ texts }) =>
          Object.keys(texts).length === 0
            ? null
            : {
                aside: Object.keys(texts).map(localeName).join(", "),
                said: <small lang="en">{texts.en?.answer}</small>,
              }
        }
        restore={async (number) => {
          await faq.restore(slug, version, number);
          await queries.invalidateQueries({ queryKey: ["settings", "faq"] });
        }}
      />
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
