import { i18n } from "@lingui/core";
import { useMutation } from "@tanstack/react-query";
import { category, price } from "../composer/templates";
import { complain } from "../shell/toasts";
import { localeName } from "../words/locales";
import { dateAndClock } from "../words/moments";
import { type Text, texts } from "./calls";
import { qualitySaid, remedySaid, stateSaid, toneOf } from "./words";

interface Props {
  of: Text;
  keep: (now: Text) => void;
  may: boolean;
}

/** How a text stands with WhatsApp in each language, why, and what to do; the button that shows it. */
export function WithWhatsApp({ of, keep, may }: Props) {
  const push = useMutation({ mutationFn: () => texts.push(of.id), onSuccess: keep, onError: complain });
  return (
    <section className="with-whatsapp" aria-labelledby="whatsapp-title">
      <h2 id="whatsapp-title">{i18n.t("WhatsApp's word")}</h2>
      <p className="quiet">
        {category(of.texts[0]?.category ?? "MARKETING")} ·{" "}
        {i18n.t("{price} a message", { price: price(of.price_micros, of.currency) })}
      </p>
      <ul className="approvals" role="status">
        {of.texts.map((one) => (
          <li key={one.locale}>
            <span>
              {localeName(one.locale)} <small className={toneOf(one.state)}>{stateSaid(one.state)}</small>
            </span>
            {one.reason && <small className="wrong">{one.reason}</small>}
            {remedySaid(one) && <small>{remedySaid(one)}</small>}
            {one.checked_at && (
              <small className="quiet">
                {qualitySaid(one.quality)} · {i18n.t("looked at {when}", { when: dateAndClock(one.checked_at) })}
              </small>
            )}
          </li>
        ))}
      </ul>
      {may && of.pushed_at === null && (
        <>
          <button type="button" className="primary" disabled={push.isPending} onClick={() => push.mutate()}>
            {i18n.t("Show it to WhatsApp")}
          </button>
          <p className="quiet">{i18n.t("From then on it stays as it is; a change makes a new one.")}</p>
        </>
      )}
    </section>
  );
}
