import { i18n } from "@lingui/core";
import { langOf, Words } from "../../thread/words";
import { category, price, whyNot } from "../composer/templates";
import { localeName } from "../words/locales";
import type { Text } from "./texts";
import { count } from "./words";

interface Props {
  of: Text;
  on: boolean;
  currency: string;
  choose: () => void;
}

/** A text that a broadcast can say. */
export function TextChoice({ of, on, currency, choose }: Props) {
  const body = of.bodies[0];
  if (!body) return null;
  return (
    <button type="button" className="choice-of-one text-choice" aria-pressed={on} onClick={choose}>
      <span>
        {of.name && <b>{of.name}</b>}
        <span className="preview" lang={langOf(body.text, body.locale)}>
          <Words text={body.text} />
        </span>
        <small>
          {category(of.category)} · {i18n.t("{price} a message", { price: price(of.price_micros, currency) })} ·{" "}
          {of.bodies.map((one) => localeName(one.locale)).join(", ")}
          {of.codes !== null && ` · ${i18n.t("{n} codes left", { n: count(of.codes) })}`}
        </small>
        {!body.canSend && <small className="wrong">{body.state ? whyNot(body.state) : ""}</small>}
      </span>
    </button>
  );
}
