import { i18n } from "@lingui/core";
import { useQuery } from "@tanstack/react-query";
import { stage } from "../panel/words";
import { dateAndClock } from "../words/moments";
import { KEYS, teaching, type Why } from "./calls";
import { markWrong } from "./marking";
import { found, meaning } from "./meanings";
import "./teaching.css";

const BY: Record<Why["by"], () => string> = {
  model: () => i18n.t("It read the message and answered what it took it for."),
  tap: () => i18n.t("The customer tapped a button: that says by itself what is meant."),
  rule: () => i18n.t("A fixed rule answered before anything was read, as with STOP, a picture or a machine."),
  person: () => i18n.t("Somebody of the shop had the conversation: the assistant was silent."),
  notice: () => i18n.t("Nobody asked: something happened, and a rule told the customer."),
  nobody: () => i18n.t("Nothing has answered yet."),
};

/** Why the assistant answered as it did: what it read, what was second, what it found, and how the order stood. */
export function WhyBox({ conversation, message }: { conversation: number; message: string }) {
  const asked = useQuery({
    queryKey: KEYS.why(conversation, message),
    queryFn: () => teaching.why(conversation, message),
    staleTime: 60_000,
  });
  if (asked.isError) {
    return (
      <p className="why wrong" role="alert">
        {asked.error.message || i18n.t("Dastak does not answer")}
      </p>
    );
  }
  return (
    <section className="why" aria-label={i18n.t("Why this answer")} aria-busy={asked.isPending}>
      {asked.data && <Reasons of={asked.data} />}
      {asked.data?.message && (
        <div className="teaching-buttons">
          <button type="button" className="plain" onClick={() => void markWrong(conversation, asked.data.message ?? 0)}>
            {i18n.t("That was wrong")}
          </button>
          <a href="/console/teaching">{i18n.t("Teaching")}</a>
        </div>
      )}
    </section>
  );
}

function Reasons({ of }: { of: Why }) {
  const [first, ...others] = of.guesses;
  return (
    <>
      <p>{BY[of.by]()}</p>
      {first && (
        <ol className="guesses" aria-label={i18n.t("What it took the message for")}>
          <Guess of={first} />
          {others.slice(0, 2).map((one) => (
            <Guess key={one.intent} of={one} />
          ))}
        </ol>
      )}
      <dl>
        {of.found.map((one) => (
          <Fact key={one.kind + one.value} name={found(one.kind)} value={one.value} />
        ))}
        {of.sentences.map((one) => (
          <Fact
            key={one.key + one.topic}
            name={one.topic ? i18n.t("Your answer") : i18n.t("Sentence")}
            value={one.topic || one.key}
          />
        ))}
      </dl>
      {typeof of.order.number === "string" && <OrderThen of={of.order} />}
      {!of.is_kept && of.by === "model" && (
        <p className="quiet">{i18n.t("Only its first guess is kept for messages this old.")}</p>
      )}
    </>
  );
}

function Guess({ of }: { of: Why["guesses"][number] }) {
  const share = Math.round(of.confidence * 100);
  return (
    <li>
      <span>{meaning(of.intent)}</span>
      <meter min={0} max={100} value={share} aria-label={i18n.t("How sure")} />
      <b>{share} %</b>
    </li>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

/** The order as it stood when this was answered. */
function OrderThen({ of }: { of: Why["order"] }) {
  const text = (name: string) => (typeof of[name] === "string" ? String(of[name]) : "");
  const late = typeof of.late_days === "number" ? of.late_days : 0;
  return (
    <>
      <p className="why-order">
        {i18n.t("Order {number} stood like this then:", { number: text("number") })} <b>{stage(text("stage"))}</b>
      </p>
      <dl>
        {text("expected_on") && <Fact name={i18n.t("Expected")} value={text("expected_on")} />}
        {late > 0 && <Fact name={i18n.t("Late by")} value={i18n.t("{days} days", { days: late })} />}
        {text("courier") && <Fact name={i18n.t("Courier")} value={text("courier")} />}
        {text("scanned_at") && <Fact name={i18n.t("Last seen")} value={dateAndClock(text("scanned_at"))} />}
        {text("delivered_on") && <Fact name={i18n.t("Delivered")} value={text("delivered_on")} />}
      </dl>
    </>
  );
}
