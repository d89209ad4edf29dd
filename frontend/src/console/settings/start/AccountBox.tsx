import { i18n } from "@lingui/core";
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { Field } from "../../session/Field";
import { dateAndClock } from "../../words/moments";
import { type Faults, faultsOf } from "../faults";
import { SHOP } from "../shop/calls";
import { type Account, chooseAccount, SETUP, type Step, tryAccount } from "./calls";
import { NumberChoice } from "./NumberChoice";

type Given = Readonly<{ account_sid: string; auth_token: string }>;
const INSTALLATION: Given = { account_sid: "", auth_token: "" };

/** The account that messages leave by: the installation's, or the shop's own, which is tried before it is kept. */
export function AccountBox({ of, changed }: { of: Step; changed: () => void }) {
  const queries = useQueryClient();
  const [open, setOpen] = useState(false);
  const [given, setGiven] = useState<Given>(INSTALLATION);
  const [tried, setTried] = useState<Account | null>(null);
  const [wrong, setWrong] = useState<Faults>({});
  const [busy, setBusy] = useState(false);
  const facts = of.facts as Record<string, string | null>;
  const follow = async (asked: Promise<unknown>) => {
    setBusy(true);
    setWrong({});
    await asked.catch((error: unknown) => setWrong(faultsOf(error)));
    setBusy(false);
  };
  const look = (account: Given) => {
    setGiven(account);
    setTried(null);
    return follow(tryAccount(account).then(setTried));
  };
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    void look(Object.fromEntries(new FormData(event.currentTarget)) as Given);
  };
  const close = () => {
    setOpen(false);
    setTried(null);
    setWrong({});
    setGiven(INSTALLATION);
  };
  const use = (numbers: { whatsapp_from: string; sms_from: string }) =>
    follow(
      chooseAccount({ ...given, ...numbers }).then(() => {
        close();
        changed();
        return Promise.all([SETUP, SHOP].map((queryKey) => queries.invalidateQueries({ queryKey })));
      }),
    );
  return (
    <section className="setup-account" aria-busy={busy} aria-label={i18n.t("Account at Twilio")}>
      <p role="status">{wordsOf(facts)}</p>
      {open && (
        <form className="settings-form" onSubmit={submit}>
          <fieldset>
            <legend>{i18n.t("Your own Twilio account")}</legend>
            <Field
              label="Account SID"
              name="account_sid"
              wrong={wrong.account_sid}
              placeholder="AC…"
              autoComplete="off"
              spellCheck={false}
              required
            />
            <Field
              label="Auth Token"
              name="auth_token"
              type="password"
              hint={i18n.t(
                "Both stand on the first page of the Twilio console. The token is kept sealed and never shown again.",
              )}
              wrong={wrong.auth_token}
              autoComplete="off"
              required
            />
          </fieldset>
          <div className="settings-buttons">
            <button type="submit" className={tried ? "plain" : "primary"} disabled={busy}>
              {busy ? i18n.t("Trying it …") : i18n.t("Try this account")}
            </button>
            <button type="button" className="plain" onClick={close}>
              {i18n.t("Not now")}
            </button>
          </div>
        </form>
      )}
      <p className="wrong" role="alert">
        {[wrong[""], wrong.whatsapp_from, wrong.sms_from, open ? "" : wrong.account_sid].filter(Boolean).join(" ")}
      </p>
      {tried && <NumberChoice key={tried.sid} of={tried} facts={facts} busy={busy} use={(one) => void use(one)} />}
      {!open && (
        <div className="settings-buttons">
          <button type="button" className="plain" onClick={() => setOpen(true)}>
            {facts.account ? i18n.t("Give a new token") : i18n.t("Use your own account")}
          </button>
          {facts.account && (
            <button type="button" className="plain" disabled={busy} onClick={() => void look(INSTALLATION)}>
              {i18n.t("Back to the installation's account")}
            </button>
          )}
        </div>
      )}
    </section>
  );
}

function wordsOf({ account, account_name: name, account_since: since }: Record<string, string | null>) {
  if (!account) return i18n.t("Messages leave by the Twilio account of this installation.");
  return i18n.t("Messages leave by your own Twilio account: {name} ({sid}), with its token of {time}.", {
    name: name ?? "",
    sid: account,
    time: since ? dateAndClock(since) : "",
  });
}
