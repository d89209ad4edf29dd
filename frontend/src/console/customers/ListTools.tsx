import { i18n } from "@lingui/core";
import { useEffect, useRef, useState } from "react";
import { Icon } from "../../thread/icons";
import { useCommands } from "../keys/commands";
import { withKey } from "../keys/table";
import { NavButton } from "../shell/NavButton";
import { go } from "../shell/place";
import { LOCALES, localeName } from "../words/locales";
import { type Asked, isNarrowed, type Stand, writeAsked } from "./asked";
import { STAND_NAMES, standName } from "./words";

const PAUSE = 250;

interface Props {
  asked: Asked;
  /** Who stands first, to be opened by Enter from the box. */
  first: number | null;
  narrow: boolean;
}

/** Above the list: whom to look for, and what to narrow it by. */
export function ListTools({ asked, first, narrow }: Props) {
  const ask = (changed: Partial<Asked>) => go({ asked: writeAsked({ ...asked, ...changed }) }, true);
  return (
    <header className="people-tools">
      <div className="people-title">
        <NavButton />
        <h1>{i18n.t("Customers")}</h1>
      </div>
      <FindBox q={asked.q} find={(q) => ask({ q })} first={first} />
      <fieldset className="people-filters">
        <legend className="unseen">{i18n.t("Show only")}</legend>
        <select
          aria-label={i18n.t("Language")}
          value={asked.locale}
          onChange={(event) => ask({ locale: event.target.value })}
        >
          <option value="">{i18n.t("Any language")}</option>
          {LOCALES.map((locale) => (
            <option key={locale} value={locale}>
              {localeName(locale)}
            </option>
          ))}
        </select>
        <select
          aria-label={i18n.t("Offers")}
          value={asked.consent}
          onChange={(event) => ask({ consent: event.target.value as Stand | "" })}
        >
          <option value="">{i18n.t("Offers: all")}</option>
          {STAND_NAMES.map((stand) => (
            <option key={stand} value={stand}>
              {standName(stand)}
            </option>
          ))}
        </select>
        <Switch on={asked.openOrder} words={i18n.t("Open order")} turn={(openOrder) => ask({ openOrder })} />
        <Switch on={asked.noPhone} words={i18n.t("No phone number")} turn={(noPhone) => ask({ noPhone })} />
        {isNarrowed(asked) && (
          <button type="button" className="link" onClick={() => go({ asked: "" }, true)}>
            {i18n.t("Clear")}
          </button>
        )}
      </fieldset>
      {narrow && (
        <p className="hint-line" role="status">
          {i18n.t("There was no time to find them all: narrow it, by a name or a number.")}
        </p>
      )}
    </header>
  );
}

function Switch({ on, words, turn }: { on: boolean; words: string; turn: (on: boolean) => void }) {
  return (
    <button type="button" className="switch" aria-pressed={on} onClick={() => turn(!on)}>
      {words}
    </button>
  );
}

function FindBox({ q, find, first }: { q: string; find: (q: string) => void; first: number | null }) {
  const [typed, setTyped] = useState(q);
  const box = useRef<HTMLInputElement>(null);
  const timer = useRef(0);
  useCommands({ search: () => box.current?.focus() });
  useEffect(() => {
    if (document.activeElement !== box.current) setTyped(q);
  }, [q]);
  useEffect(() => () => window.clearTimeout(timer.current), []);
  const look = (text: string) => {
    setTyped(text);
    window.clearTimeout(timer.current);
    timer.current = window.setTimeout(() => find(text), PAUSE);
  };
  return (
    <search className="search">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (typed.trim() === q && first !== null) go({ rest: String(first) });
          else find(typed);
        }}
      >
        <Icon name="search" />
        <input
          ref={box}
          type="search"
          value={typed}
          maxLength={100}
          aria-label={i18n.t("Find a customer")}
          title={withKey("search")}
          placeholder={i18n.t("Name in any script, last digits, order number, @username")}
          onChange={(event) => look(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === "Escape") {
              event.currentTarget.blur();
              if (typed) look("");
            } else if (event.key === "ArrowDown") {
              document.querySelector<HTMLElement>(".people-rows")?.focus();
              event.preventDefault();
            }
          }}
        />
      </form>
    </search>
  );
}
