import { i18n } from "@lingui/core";
import { type FormEvent, useState } from "react";
import { ask, client } from "../api/client";
import { go } from "../shell/place";
import { Entrance } from "./Entrance";
import { Field } from "./Field";

/** Where a one-time link leads (/console/password#token): one chooses a password. */
export function Password() {
  const token = location.hash.slice(1);
  const [wrong, setWrong] = useState(token ? "" : i18n.t("This link is not whole: open it as it was given to you."));
  const [done, setDone] = useState(false);

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const typed = new FormData(event.currentTarget);
    const password = String(typed.get("password"));
    if (password !== typed.get("again")) return setWrong(i18n.t("The two passwords differ."));
    try {
      await ask(client.POST("/password", { body: { token, password } }));
      history.replaceState(null, "", location.pathname);
      setDone(true);
    } catch (error) {
      setWrong((error as Error).message);
    }
  };

  if (done) {
    return (
      <Entrance title={i18n.t("Your password is set")}>
        <button type="button" className="primary" onClick={() => go({ page: "inbox" }, true)}>
          {i18n.t("Log in")}
        </button>
      </Entrance>
    );
  }
  return (
    <Entrance title={i18n.t("Choose a password")}>
      <form onSubmit={(event) => void submit(event)}>
        <Field label={i18n.t("New password")} name="password" type="password" autoComplete="new-password" required />
        <Field label={i18n.t("Once more")} name="again" type="password" autoComplete="new-password" required />
        <p className="wrong" role="alert">
          {wrong}
        </p>
        <button type="submit" className="primary" disabled={!token}>
          {i18n.t("Choose this password")}
        </button>
      </form>
    </Entrance>
  );
}
