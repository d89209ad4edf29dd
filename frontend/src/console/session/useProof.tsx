import { i18n } from "@lingui/core";
import { type FormEvent, useState } from "react";
import { ask, client } from "../api/client";
import { Refused } from "../api/problem";
import { complain } from "../shell/toasts";
import { Field } from "./Field";

type Act = () => Promise<unknown>;

/** Return how to do what is only done for whoever has just shown who they are, and the form that asks them to. */
export function useProof() {
  const [waiting, setWaiting] = useState<Act | null>(null);
  const run = (act: Act) =>
    void act().catch((error: unknown) => {
      if (error instanceof Refused && error.isA("proof-needed")) setWaiting(() => act);
      else complain(error);
    });
  const form = waiting && (
    <ProofForm
      done={() => {
        setWaiting(null);
        run(waiting);
      }}
    />
  );
  return { run, form };
}

function ProofForm({ done }: { done: () => void }) {
  const [asksCode, setAsksCode] = useState(false);
  const [wrong, setWrong] = useState("");
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const typed = new FormData(event.currentTarget);
    const code = typed.get("code");
    try {
      const body = { password: String(typed.get("password")), code: code ? String(code) : null };
      await ask(client.POST("/session/proof", { body }));
      done();
    } catch (error) {
      if (error instanceof Refused && error.isA("code-needed")) setAsksCode(true);
      setWrong((error as Error).message);
    }
  };
  return (
    <form className="my-log-in" onSubmit={(event) => void submit(event)}>
      <p>{i18n.t("Show once more who you are.")}</p>
      <Field label={i18n.t("Password")} name="password" type="password" autoComplete="current-password" required />
      {asksCode && (
        <Field
          label={i18n.t("Code of your authenticator")}
          name="code"
          inputMode="numeric"
          autoComplete="one-time-code"
          required
        />
      )}
      <p className="wrong" role="alert">
        {wrong}
      </p>
      <button type="submit" className="primary">
        {i18n.t("Go on")}
      </button>
    </form>
  );
}
