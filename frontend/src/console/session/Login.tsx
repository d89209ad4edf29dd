import { i18n } from "@lingui/core";
import { type FormEvent, useState } from "react";
import { Refused } from "../api/problem";
import { DemoDoors } from "./DemoDoors";
import { Entrance } from "./Entrance";
import { Field } from "./Field";
import { canUsePasskeys, useLogInByPasskey } from "./passkeys";
import { type Typed, useLogIn } from "./session";

/** What more the log-in asks for, by what it was refused with. */
export function askedFor(refused: Refused): "shop" | "code" | null {
  if (refused.status === 409) return "shop";
  return refused.isA("code-needed") ? "code" : null;
}

export function Login({ simulated, left }: { simulated: boolean; left: string | undefined }) {
  const logIn = useLogIn();
  const byPasskey = useLogInByPasskey();
  const [more, setMore] = useState<"shop" | "code" | null>(null);
  const [wrong, setWrong] = useState("");
  const [busy, setBusy] = useState(false);

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const typed = Object.fromEntries(new FormData(event.currentTarget)) as unknown as Typed;
    setBusy(true);
    setWrong("");
    try {
      await logIn(typed);
    } catch (error) {
      const refused = error instanceof Refused ? error : null;
      const asked = refused && askedFor(refused);
      if (asked) setMore(asked);
      setWrong(refused?.message || i18n.t("Dastak does not answer"));
      setBusy(false);
    }
  };

  return (
    <Entrance title={i18n.t("Log in to the console")}>
      {left && (
        <p role="status">
          {i18n.t("Your log-in has ended. Log in again as {who}: what you typed is still there.", { who: left })}
        </p>
      )}
      {simulated && <DemoDoors />}
      <form onSubmit={(event) => void submit(event)}>
        <Field
          label={i18n.t("E-mail address")}
          name="email"
          type="email"
          autoComplete="username"
          defaultValue={left}
          required
          autoFocus
        />
        <Field label={i18n.t("Password")} name="password" type="password" autoComplete="current-password" required />
        {more === "shop" && <Field label={i18n.t("Shop, by its short name")} name="shop" autoFocus required />}
        {more === "code" && (
          <Field
            label={i18n.t("Code of your authenticator")}
            name="code"
            inputMode="numeric"
            autoComplete="one-time-code"
            autoFocus
            required
          />
        )}
        <p className="wrong" role="alert">
          {wrong}
        </p>
        <button type="submit" className="primary" disabled={busy}>
          {i18n.t("Log in")}
        </button>
        {canUsePasskeys && (
          <button
            type="button"
            className="plain"
            onClick={() => void byPasskey().catch((error: Error) => setWrong(error.message))}
          >
            {i18n.t("Log in by a passkey")}
          </button>
        )}
      </form>
    </Entrance>
  );
}
