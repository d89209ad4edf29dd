import { i18n } from "@lingui/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { ask, client } from "../api/client";
import type { components } from "../api/schema";
import { dateAndClock } from "../words/moments";
import { Field } from "./Field";
import { addPasskey, canUsePasskeys } from "./passkeys";
import { useProof } from "./useProof";

type Begun = components["schemas"]["TotpBegun"];
type Run = ReturnType<typeof useProof>["run"];

/** By what I log in besides my password: codes of an app, passkeys. */
export function MyLogIn() {
  const { run, form } = useProof();
  return (
    <>
      {form}
      <Codes run={run} />
      {canUsePasskeys && <Passkeys run={run} />}
    </>
  );
}

function Codes({ run }: { run: Run }) {
  const key = ["totp"];
  const queries = useQueryClient();
  const { data } = useQuery({ queryKey: key, queryFn: () => ask(client.GET("/session/totp")) });
  const [begun, setBegun] = useState<Begun | null>(null);
  const [kept, setKept] = useState<readonly string[]>([]);
  const begin = async () => setBegun(await ask(client.POST("/session/totp")));
  const end = async () => {
    await ask(client.DELETE("/session/totp"));
    await queries.invalidateQueries({ queryKey: key });
  };
  const confirm = async (code: string) => {
    const told = await ask(client.PUT("/session/totp", { body: { code } }));
    setBegun(null);
    setKept(told.recovery_codes);
    await queries.invalidateQueries({ queryKey: key });
  };
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const code = String(new FormData(event.currentTarget).get("code"));
    run(() => confirm(code));
  };
  if (!data) return null;
  return (
    <section className="my-log-in" aria-label={i18n.t("Codes at log-in")}>
      <h2>{i18n.t("Codes at log-in")}</h2>
      {data.since ? (
        <>
          <p>{i18n.t("A code is asked of you. Recovery codes left: {left}", { left: data.recovery_codes })}</p>
          <button type="button" className="plain" onClick={() => run(end)}>
            {i18n.t("Ask for no code any more")}
          </button>
        </>
      ) : (
        <button type="button" className="plain" onClick={() => run(begin)}>
          {i18n.t("Ask me for a code of an app")}
        </button>
      )}
      {begun && (
        <form onSubmit={submit}>
          <p>{i18n.t("Scan this in your authenticator app, then write the code that it shows.")}</p>
          <img src={begun.qr} alt={i18n.t("QR code for the app")} width="196" height="196" />
          <code>{begun.secret}</code>
          <Field label={i18n.t("Code")} name="code" inputMode="numeric" autoComplete="one-time-code" required />
          <button type="submit" className="primary">
            {i18n.t("Turn it on")}
          </button>
        </form>
      )}
      {kept.length > 0 && (
        <>
          <p>{i18n.t("Keep these for when the app is lost. Each is good once, and they are not shown again.")}</p>
          <pre>{kept.join("\n")}</pre>
        </>
      )}
    </section>
  );
}

function Passkeys({ run }: { run: Run }) {
  const key = ["passkeys"];
  const queries = useQueryClient();
  const { data } = useQuery({ queryKey: key, queryFn: () => ask(client.GET("/session/passkeys")) });
  const changed = () => queries.invalidateQueries({ queryKey: key });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const name = String(new FormData(event.currentTarget).get("name"));
    run(() => addPasskey(name).then(changed));
  };
  const remove = (id: number) =>
    run(() => ask(client.DELETE("/session/passkeys/{id}", { params: { path: { id } } })).then(changed));
  if (!data?.possible) return null;
  return (
    <section className="my-log-in" aria-label={i18n.t("Passkeys")}>
      <h2>{i18n.t("Passkeys")}</h2>
      <ul>
        {data.passkeys.map((one) => (
          <li key={one.id}>
            {one.name} <small>{dateAndClock(one.used_at ?? one.created_at)}</small>
            <button type="button" className="plain" onClick={() => remove(one.id)}>
              {i18n.t("Remove {name}", { name: one.name })}
            </button>
          </li>
        ))}
      </ul>
      <form onSubmit={submit}>
        <Field label={i18n.t("What you call this device")} name="name" maxLength={80} required />
        <button type="submit" className="plain">
          {i18n.t("Add a passkey")}
        </button>
      </form>
    </section>
  );
}
