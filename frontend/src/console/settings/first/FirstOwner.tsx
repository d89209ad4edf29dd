import { i18n } from "@lingui/core";
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { ask, client } from "../../api/client";
import { Entrance } from "../../session/Entrance";
import { Field } from "../../session/Field";
import { enter } from "../../session/session";
import { type Faults, faultsOf } from "../faults";
import "../settings.css";
import { type ConsoleLocale, LOCALES, speak } from "../../words/i18n";

type Typed = Record<"code" | "email" | "password" | "name" | "shop", string>;

/** Nobody owns this installation yet: the code its start printed makes the first owner. What was typed stays. */
export function FirstOwner() {
  const queries = useQueryClient();
  const [wrong, setWrong] = useState<Faults>({});
  const [busy, setBusy] = useState(false);

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const typed = Object.fromEntries(new FormData(event.currentTarget)) as Typed;
    setBusy(true);
    setWrong({});
    try {
      const body = { ...typed, locale: i18n.locale };
      enter(queries, await ask(client.POST("/first-owner", { body })));
    } catch (error) {
      setWrong(faultsOf(error));
      setBusy(false);
    }
  };

  return (
    <Entrance title={i18n.t("Nobody owns this installation yet")}>
      <p>
        {i18n.t("Whoever started it was shown a code. Type it here, and you are the owner of the first shop.")}{" "}
        <span className="quiet">{i18n.t("No code? The command “dastak user code” shows a new one.")}</span>
      </p>
      <Languages />
      <form onSubmit={(event) => void submit(event)}>
        <Field
          label={i18n.t("Code")}
          name="code"
          autoComplete="one-time-code"
          autoCapitalize="characters"
          spellCheck={false}
          required
          autoFocus
          wrong={wrong.code}
        />
        <Field
          label={i18n.t("The shop's name, as customers know it")}
          name="shop"
          required
          maxLength={100}
          wrong={wrong.shop}
        />
        <Field label={i18n.t("Your name")} name="name" autoComplete="name" wrong={wrong.name} />
        <Field
          label={i18n.t("Your e-mail address")}
          name="email"
          type="email"
          autoComplete="username"
          required
          wrong={wrong.email}
        />
        <Field
          label={i18n.t("A password of 12 characters or more")}
          name="password"
          type="password"
          autoComplete="new-password"
          required
          wrong={wrong.password}
        />
        <p className="wrong" role="alert">
          {wrong[""]}
        </p>
        <button type="submit" className="primary" disabled={busy}>
          {i18n.t("Begin")}
        </button>
      </form>
    </Entrance>
  );
}

/** The console's languages, each by its own name. */
function Languages() {
  return (
    <div className="languages-in" role="group" aria-label={i18n.t("Language")}>
      {(Object.keys(LOCALES) as ConsoleLocale[]).map((locale) => (
        <button
          key={locale}
          type="button"
          lang={locale}
          className="plain"
          aria-pressed={i18n.locale === locale}
          onClick={() => void speak(locale)}
        >
          {LOCALES[locale]}
        </button>
      ))}
    </div>
  );
}
