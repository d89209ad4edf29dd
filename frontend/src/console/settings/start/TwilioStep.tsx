import { i18n } from "@lingui/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { clock, dateAndClock } from "../../words/moments";
import { CopyLine } from "../connections/CopyLine";
import { faultsOf } from "../faults";
import { changeShop, SHOP } from "../shop/calls";
import { AccountBox } from "./AccountBox";
import { type Account, lookAtAccount, SETUP, type Setup, type Step } from "./calls";

type Sender = Account["senders"][number];

/** The numbers customers write to: chosen of those the account has, their webhook copied, and seen to work. */
export function TwilioStep({ of, setup }: { of: Step; setup: Setup }) {
  const queries = useQueryClient();
  const [account, setAccount] = useState<Account | null>(null);
  const [wrong, setWrong] = useState("");
  const [busy, setBusy] = useState(false);
  const facts = of.facts as Record<string, string | null>;
  const follow = async (asked: Promise<unknown>) => {
    setBusy(true);
    setWrong("");
    await asked.catch((error: unknown) => setWrong(Object.values(faultsOf(error)).filter(Boolean).join(" ")));
    setBusy(false);
  };
  const look = () => follow(lookAtAccount().then(setAccount));
  const choose = ({ channel, number }: Sender) =>
    follow(
      changeShop({ [channel === "sms" ? "sms_from" : "whatsapp_from"]: number }).then((told) => {
        queries.setQueryData(SHOP, told);
        return queries.invalidateQueries({ queryKey: SETUP });
      }),
    );
  return (
    <div className="setup-twilio" aria-busy={busy}>
      <AccountBox of={of} changed={() => setAccount(null)} />
      <button type="button" className="plain" disabled={busy} onClick={() => void look()}>
        {account ? i18n.t("Look at the account again") : i18n.t("Look at the account at Twilio")}
      </button>
      <p className="wrong" role="alert">
        {wrong}
      </p>
      {account && <Senders of={account} facts={facts} choose={(one) => void choose(one)} />}
      {(facts.whatsapp_from || facts.sms_from) && (
        <>
          <p>{i18n.t("At Twilio, give the number these webhooks (POST), then write to it from your own phone:")}</p>
          <CopyLine name={i18n.t("Incoming messages")} text={setup.webhook} />
          <CopyLine name={i18n.t("Status, if it is asked for")} text={setup.status_webhook} />
          <p role="status" className={facts.heard_at ? "fine" : "quiet"}>
            {facts.heard_at
              ? i18n.t("We received a message at {time}: it works.", { time: clock(facts.heard_at) })
              : i18n.t("We are waiting for your message …")}
          </p>
          <OptOut is={of.facts.opt_out_on as boolean | null} at={facts.opt_out_at ?? ""} />
        </>
      )}
    </div>
  );
}

/** Who confirms a stop: Twilio where Advanced Opt-Out is on, else we. No API tells; a stop word that came does. */
function OptOut({ is, at }: { is: boolean | null | undefined; at: string }) {
  if (is)
    return (
      <p className="fine">
        {i18n.t(
          "Advanced Opt-Out is on, as a message of {time} showed: Twilio confirms STOP, and we stay silent. Words of your languages that it does not know we confirm ourselves.",
          { time: dateAndClock(at) },
        )}
      </p>
    );
  if (is === false)
    return (
      <p className="quiet">
        {i18n.t("Advanced Opt-Out is off, as a message of {time} showed: we confirm STOP ourselves.", {
          time: dateAndClock(at),
        })}
      </p>
    );
  return (
    <p className="quiet">
      {i18n.t(
        "If Advanced Opt-Out is on in your Messaging Service, switch its answers off: your customers would get two confirmations of a stop. Gujarati words are none of its own.",
      )}{" "}
      {i18n.t("Write STOP to the number on WhatsApp, then START, and this line says whether it is on.")}
    </p>
  );
}

interface SendersProps {
  of: Account;
  facts: Readonly<Record<string, string | null>>;
  choose: (one: Sender) => void;
}

function Senders({ of, facts, choose }: SendersProps) {
  return (
    <section aria-label={i18n.t("Numbers of the account")}>
      <p>{i18n.t("{name} lets us in. Choose the numbers of this shop:", { name: of.name })}</p>
      {of.senders.length === 0 && (
        <p className="empty">{i18n.t("It has no number yet: buy one at Twilio, or register your WhatsApp number.")}</p>
      )}
      <ul className="sender-list">
        {of.senders.map((one) => {
          const chosen = one.number === (one.channel === "sms" ? facts.sms_from : facts.whatsapp_from);
          return (
            <li key={one.channel + one.number}>
              <b>
                {one.channel === "sms" ? "SMS" : "WhatsApp"} {one.number}
              </b>
              <small>
                {[
                  one.state,
                  one.quality,
                  one.limit,
                  one.heard_here ? i18n.t("its messages come here") : i18n.t("its messages do not come here yet"),
                ]
                  .filter(Boolean)
                  .join(" · ")}
              </small>
              {one.taken ? (
                <small className="wrong">{i18n.t("another shop's")}</small>
              ) : (
                <button type="button" className="plain" aria-pressed={chosen} onClick={() => choose(one)}>
                  {chosen ? i18n.t("Chosen") : i18n.t("Choose")}
                </button>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
