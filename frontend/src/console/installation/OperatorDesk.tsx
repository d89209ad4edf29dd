import { i18n } from "@lingui/core";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useId } from "react";
import { ask, client } from "../api/client";
import { MyLogIn } from "../session/MyLogIn";
import { SESSION, useLogOut, useMe } from "../session/session";
import { Boundary } from "../shell/Boundary";
import { Mark } from "../shell/Mark";
import { go, usePlace } from "../shell/place";
import { Toasts } from "../shell/Toasts";
import { complain } from "../shell/toasts";
import { LOCALES } from "../words/i18n";
import { InstallationPage } from "./InstallationPage";
import "../settings/settings.css";
import "../rules/rules.css";
import "./installation.css";

function Language() {
  const me = useMe();
  const id = useId();
  const queries = useQueryClient();
  const choose = (locale: string) =>
    ask(client.PATCH("/session", { body: { locale } })).then((now) => queries.setQueryData(SESSION, now), complain);
  return (
    <div className="field">
      <label htmlFor={id}>{i18n.t("Language")}</label>
      <select id={id} value={me.staff.locale} onChange={(event) => void choose(event.target.value)}>
        {Object.entries(LOCALES).map(([code, name]) => (
          <option key={code} value={code} lang={code}>
            {name}
          </option>
        ))}
      </select>
    </div>
  );
}

/** The console of whoever runs the installation: its shops and health, and one's own log-in. */
export function OperatorDesk() {
  const me = useMe();
  const logOut = useLogOut();
  const { page } = usePlace();
  useEffect(() => {
    if (page !== "me" && page !== "installation") go({ page: "installation", rest: "" });
  }, [page]);
  const link = (name: string, words: string) => (
    <a
      href={`/console/${name}`}
      aria-current={page === name ? "page" : undefined}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey) return;
        event.preventDefault();
        go({ page: name, rest: "" });
      }}
    >
      {words}
    </a>
  );
  return (
    <div className="operator">
      <header className="operator-head">
        <Mark />
        <b>{me.shop}</b>
        <nav aria-label={i18n.t("Pages")}>
          {link("installation", i18n.t("Installation"))}
          {link("me", i18n.t("My log-in"))}
        </nav>
        <button type="button" className="plain" onClick={() => void logOut().catch(complain)}>
          {i18n.t("Log out")}
        </button>
      </header>
      <Boundary key={page}>
        {page === "me" ? (
          <main className="operator-page rules-page">
            <h1>{me.staff.name || me.staff.email}</h1>
            <Language />
            <MyLogIn />
          </main>
        ) : (
          <InstallationPage />
        )}
      </Boundary>
      <Toasts />
    </div>
  );
}
