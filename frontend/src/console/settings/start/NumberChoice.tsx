import { i18n } from "@lingui/core";
import { useId, useState } from "react";
import type { Account } from "./calls";

interface Props {
  of: Account;
  facts: Readonly<Record<string, string | null>>;
  busy: boolean;
  use: (numbers: { whatsapp_from: string; sms_from: string }) => void;
}

/** Which numbers of an account that was tried are the shop's, before it is used. */
export function NumberChoice({ of, facts, busy, use }: Props) {
  const numbersOf = (channel: string) =>
    of.senders.filter((one) => one.channel === channel && !one.taken).map((one) => one.number);
  const first = (channel: string, now: string | null | undefined) => {
    const found = numbersOf(channel);
    return now && found.includes(now) ? now : (found[0] ?? "");
  };
  const [whatsapp, setWhatsapp] = useState(first("whatsapp", facts.whatsapp_from));
  const [sms, setSms] = useState(first("sms", facts.sms_from));
  return (
    <section aria-label={i18n.t("Numbers of the account")}>
      <p>{i18n.t("{name} lets us in. Choose the numbers of this shop:", { name: of.name })}</p>
      {of.trial && (
        <p className="hint-line">
          {i18n.t("This is a trial account: Twilio delivers only to numbers that you have verified there.")}
        </p>
      )}
      {whatsapp || sms ? (
        <>
          <Choice label="WhatsApp" numbers={numbersOf("whatsapp")} value={whatsapp} set={setWhatsapp} />
          <Choice label="SMS" numbers={numbersOf("sms")} value={sms} set={setSms} />
          <p className="quiet">
            {i18n.t(
              "At another account templates have to be approved anew, and the webhooks set at its numbers. Until then the assistant answers, and notices wait.",
            )}
          </p>
          <button
            type="button"
            className="primary"
            disabled={busy}
            onClick={() => use({ whatsapp_from: whatsapp, sms_from: sms })}
          >
            {i18n.t("Use this account and these numbers")}
          </button>
        </>
      ) : (
        <p className="empty">{i18n.t("It has no number yet: buy one at Twilio, or register your WhatsApp number.")}</p>
      )}
    </section>
  );
}

interface ChoiceProps {
  label: string;
  numbers: readonly string[];
  value: string;
  set: (number: string) => void;
}

function Choice({ label, numbers, value, set }: ChoiceProps) {
  const id = useId();
  if (numbers.length === 0) return null;
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select id={id} value={value} onChange={(event) => set(event.target.value)}>
        {numbers.map((one) => (
          <option key={one}>{one}</option>
        ))}
        <option value="">{i18n.t("none")}</option>
      </select>
    </div>
  );
}
