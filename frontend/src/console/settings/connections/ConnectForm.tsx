import { i18n } from "@lingui/core";
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { ask, client } from "../../api/client";
import { Field } from "../../session/Field";
import { type Faults, faultsOf } from "../faults";
import { CopyLine } from "./CopyLine";
import { CONNECTIONS, type Connected, type Platform } from "./calls";
import { SheetBox } from "./SheetBox";
import { ACCOUNT, LEFT, WHERE } from "./words";

interface Props {
  of: Platform;
  account: string;
  done: () => void;
}

/** Connects an account: what is given is tried at once; what was typed stays where it is refused. */
export function ConnectForm({ of, account, done }: Props) {
  const queries = useQueryClient();
  const [wrong, setWrong] = useState<Faults>({});
  const [busy, setBusy] = useState(false);
  const [told, setTold] = useState<Connected | null>(null);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const { account: named = "", ...secrets } = Object.fromEntries(new FormData(event.currentTarget)) as Record<
      string,
      string
    >;
    setBusy(true);
    setWrong({});
    try {
      setTold(await ask(client.POST("/connections", { body: { kind: of.kind, account: named, secrets } })));
      void queries.invalidateQueries({ queryKey: CONNECTIONS });
    } catch (error) {
      setWrong(faultsOf(error));
    }
    setBusy(false);
  };
  if (told) return <Done of={of} told={told} done={done} />;
  return (
    <>
      {of.secrets.length === 0 && <SheetBox />}
      <form className="settings-form" onSubmit={(event) => void submit(event)} aria-busy={busy}>
        <fieldset>
          <legend>{of.name}</legend>
          {of.account && (
            <div className="whole">
              <Field
                label={(ACCOUNT[of.kind] ?? (() => of.account ?? ""))()}
                name="account"
                defaultValue={account}
                wrong={wrong.account}
                autoComplete="off"
                spellCheck={false}
                required
              />
            </div>
          )}
          {of.secrets.map((one) => (
            <Field
              key={one.name}
              label={one.prompt}
              name={one.name}
              type="password"
              hint={(WHERE[`${of.kind} ${one.name}`] ?? (() => one.what))()}
              wrong={wrong[one.name]}
              autoComplete="off"
              required
            />
          ))}
          {of.secrets.length === 0 && (
            <p className="whole">
              {i18n.t("Nothing is asked for: what your program sends is let in by a key of the API.")}
            </p>
          )}
        </fieldset>
        <p className="wrong" role="alert">
          {wrong.secrets || wrong[""]}
        </p>
        <div className="settings-buttons">
          <button type="submit" className="primary" disabled={busy}>
            {busy ? i18n.t("Trying it …") : i18n.t("Try it and connect")}
          </button>
          <button type="button" className="plain" onClick={done}>
            {i18n.t("Not now")}
          </button>
        </div>
      </form>
    </>
  );
}

function Done({ of, told, done }: { of: Platform; told: Connected; done: () => void }) {
  return (
    <section className="settings-card" role="status">
      <h2>{i18n.t("Connected: {name}", { name: told.name })}</h2>
      {told.refused.length > 0 && (
        <p className="wrong">
          {i18n.t(
            "A permission is missing for these, so they come late or not at all: {topics}. Give it, then connect once more.",
            {
              topics: told.refused.join(", "),
            },
          )}
        </p>
      )}
      {told.problem && (
        <p className="wrong">
          {i18n.t("The webhooks could not be registered: {why}. Connect once more to try it again.", {
            why: told.problem,
          })}
        </p>
      )}
      {told.warnings.map((one) => (
        <p key={one} className="hint-line">
          {one}
        </p>
      ))}
      <p>{(LEFT[of.kind] ?? (() => told.left_to_do))()}</p>
      {of.kind !== "woocommerce" && <CopyLine name={i18n.t("Address")} text={told.address} />}
      {told.secret && <CopyLine name={i18n.t("Secret; it is not shown again")} text={told.secret} />}
      <div className="settings-buttons">
        <button type="button" className="primary" onClick={done}>
          {i18n.t("To the connections")}
        </button>
      </div>
    </section>
  );
}
