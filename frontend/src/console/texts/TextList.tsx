import { i18n } from "@lingui/core";
import { useQuery } from "@tanstack/react-query";
import { useRef } from "react";
import { langOf } from "../../thread/words";
import { toStep } from "../broadcasts/where";
import { stateName } from "../broadcasts/words";
import { category } from "../composer/templates";
import { useCommands } from "../keys/commands";
import { may, useMe } from "../session/session";
import { Failed } from "../shell/Failed";
import { NavButton } from "../shell/NavButton";
import { localeName } from "../words/locales";
import { dateAndClock } from "../words/moments";
import { TEXT_KEYS, type Text, texts } from "./calls";
import { MovedTemplates } from "./MovedTemplates";
import { toText } from "./where";
import { isWaiting, qualitySaid, stateSaid, toneOf } from "./words";

const LOOK_AGAIN = 5000;
const MOST_USERS = 3;

/** All texts of the shop's own, each with how it stands with WhatsApp and what says it. */
export function TextList() {
  const me = useMe();
  const list = useQuery({
    queryKey: TEXT_KEYS.all,
    queryFn: texts.all,
    refetchInterval: ({ state }) => (state.data?.some(isWaiting) ? LOOK_AGAIN : false),
  });
  const rows = list.data ?? [];
  const pane = useRef<HTMLUListElement>(null);
  const step = (by: 1 | -1) => {
    const links = [...(pane.current?.querySelectorAll<HTMLElement>(".text-open") ?? [])];
    const now = links.indexOf(document.activeElement as HTMLElement);
    links[now < 0 ? 0 : Math.min(Math.max(now + by, 0), links.length - 1)]?.focus();
  };
  useCommands({ next: () => step(1), previous: () => step(-1) });
  const add = may(me, "broadcasts.write") && (
    <button type="button" className="primary" onClick={() => toText("new")}>
      {i18n.t("New text")}
    </button>
  );
  return (
    <main className="page texts" aria-label={i18n.t("Texts")} aria-busy={list.isPending}>
      <header className="texts-head">
        <NavButton />
        <h1>{i18n.t("Texts")}</h1>
        {rows.length > 0 && add}
      </header>
      <p className="quiet">
        {i18n.t("What you say to many, in your own words and in each of your customers' languages.")}
      </p>
      <MovedTemplates />
      {list.isError && rows.length === 0 && <Failed error={list.error} retry={() => void list.refetch()} />}
      {list.isSuccess && rows.length === 0 && (
        <div className="empty">
          <h2>{i18n.t("No text of your own yet")}</h2>
          <p>
            {i18n.t(
              "Write one, show it to WhatsApp, and send it with a broadcast. What would be refused is said while you write.",
            )}
          </p>
          {add}
        </div>
      )}
      <ul className="text-rows" ref={pane} aria-label={i18n.t("Texts")}>
        {rows.map((one) => (
          <Row key={one.id} of={one} />
        ))}
      </ul>
    </main>
  );
}

function Row({ of }: { of: Text }) {
  const [first] = of.texts;
  const looked = of.texts.map(({ checked_at }) => checked_at ?? "").sort();
  const [lately] = looked.slice(-1);
  const bad = of.texts.find(({ quality }) => quality === "red");
  const users = of.used_by.slice(-MOST_USERS).reverse();
  return (
    <li data-text={of.id}>
      <a
        className="text-open"
        href={`/console/texts/${of.id}`}
        onClick={(event) => {
          if (event.metaKey || event.ctrlKey) return;
          event.preventDefault();
          toText(of.id);
        }}
      >
        <b lang={langOf(of.name, first?.locale ?? "en")}>{of.name}</b>
        <small>
          {category(first?.category ?? "")}
          {of.pushed_at && ` · ${qualitySaid(bad?.quality ?? "unknown")}`}
          {lately && ` · ${i18n.t("looked at {when}", { when: dateAndClock(lately) })}`}
        </small>
      </a>
      <ul className="locale-states" aria-label={i18n.t("Languages")}>
        {of.texts.map(({ locale, state }) => (
          <li key={locale}>
            {localeName(locale)} <small className={toneOf(state)}>{stateSaid(state)}</small>
          </li>
        ))}
      </ul>
      <p className="text-users">
        {users.length === 0 && <small className="quiet">{i18n.t("No broadcast says it yet")}</small>}
        {users.map(({ id, name, state }) => (
          <a
            key={id}
            href={`/console/broadcasts/${id}`}
            onClick={(event) => {
              if (event.metaKey || event.ctrlKey) return;
              event.preventDefault();
              toStep(id, "");
            }}
          >
            {name} <small>{stateName(state)}</small>
          </a>
        ))}
        {of.used_by.length > MOST_USERS && (
          <small className="quiet">{i18n.t("and {n} before", { n: of.used_by.length - MOST_USERS })}</small>
        )}
      </p>
    </li>
  );
}
