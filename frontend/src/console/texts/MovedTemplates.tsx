import { i18n } from "@lingui/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { category, price } from "../composer/templates";
import { ruleName } from "../rules/rules/words";
import { may, useMe } from "../session/session";
import { complain } from "../shell/toasts";
import { localeName } from "../words/locales";
import { dateAndClock } from "../words/moments";
import { type Moved, TEXT_KEYS, texts } from "./calls";

/** What WhatsApp has made dearer and what stands still for that: the owner agrees, or has WhatsApp asked anew. */
export function MovedTemplates() {
  const asked = useQuery({ queryKey: TEXT_KEYS.moved, queryFn: texts.moved }).data;
  const waiting = asked?.moved.filter((one) => one.agreed_at === null) ?? [];
  if (!asked || waiting.length === 0) return null;
  return (
    <section className="moved" aria-labelledby="moved-title">
      <h2 id="moved-title">{i18n.t("WhatsApp has made these dearer")}</h2>
      <p>{i18n.t("They stand still until somebody agrees: nothing leaves at the new price unasked.")}</p>
      <ul>
        {waiting.map((one) => (
          <MovedOne key={one.key} of={one} currency={asked.currency} />
        ))}
      </ul>
    </section>
  );
}

function MovedOne({ of, currency }: { of: Moved; currency: string }) {
  const me = useMe();
  const queries = useQueryClient();
  const answer = useMutation({
    mutationFn: (act: (key: string) => ReturnType<typeof texts.agree>) => act(of.key),
    onSuccess: (now) => {
      queries.setQueryData(TEXT_KEYS.moved, now);
      void queries.invalidateQueries({ queryKey: ["broadcast"] });
    },
    onError: complain,
  });
  const times = of.price_before_micros ? of.price_micros / of.price_before_micros : 0;
  return (
    <li>
      <p>
        <b>{of.called.length > 0 ? of.called.map(ruleName).join(", ") : of.key}</b>{" "}
        <small className="quiet">{of.locales.map(localeName).join(", ")}</small>
      </p>
      <p>
        {i18n.t("From “{before}” to “{now}”: {old} a message has become {price}, {times} times as much.", {
          before: category(of.asked.toUpperCase()),
          now: category(of.category.toUpperCase()),
          old: price(of.price_before_micros, currency),
          price: price(of.price_micros, currency),
          times: times.toFixed(1),
        })}{" "}
        {of.moved_at && <small className="quiet">{dateAndClock(of.moved_at)}</small>}
      </p>
      {may(me, "settings.write") ? (
        <p className="moved-buttons">
          <button
            type="button"
            className="primary"
            disabled={answer.isPending}
            onClick={() => answer.mutate(texts.agree)}
          >
            {i18n.t("Agree to {price} a message", { price: price(of.price_micros, currency) })}
          </button>
          <button
            type="button"
            className="plain"
            disabled={answer.isPending}
            onClick={() => answer.mutate(texts.askAnew)}
          >
            {i18n.t("Ask WhatsApp anew")}
          </button>
        </p>
      ) : (
        <p className="quiet">{i18n.t("Only the owner agrees to it.")}</p>
      )}
    </li>
  );
}
