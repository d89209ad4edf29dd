import { i18n } from "@lingui/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { langOf } from "../../thread/words";
import { desk, KEYS } from "../api/desk";
import type { ConversationWhole, Session, Template } from "../api/shapes";
import { LOCALE_NAMES } from "../words/locales";
import { TemplateForm } from "./TemplateForm";
import { useSend } from "./useSend";

interface Props {
  of: ConversationWhole;
  me: Session;
  why: string;
}

/** The templates that reach the customer now, their language first, each with what it costs. */
export function TemplatePicker({ of, me, why }: Props) {
  const found = useQuery({ queryKey: KEYS.templates(of.id), queryFn: () => desk.templates(of.id) });
  const [chosen, setChosen] = useState<Template | null>(null);
  const currency = found.data?.currency ?? "INR";
  const { send } = useSend(of, me.staff.id, () => undefined);
  const templates = sorted(found.data?.templates ?? [], of.locale);
  const go = (values: Record<string, string>) => {
    if (!chosen) return;
    void send({ template: { name: chosen.name, locale: chosen.locale, values } });
    setChosen(null);
  };
  return (
    <div className="templates">
      <p className="composer-why">{why}</p>
      {chosen ? (
        <TemplateForm
          key={chosen.name + chosen.locale}
          of={chosen}
          price={price(chosen.price_micros, currency)}
          send={go}
          back={() => setChosen(null)}
        />
      ) : (
        <ul aria-label={i18n.t("Templates")}>
          {templates.map((one) => (
            <li key={`${one.name} ${one.locale}`}>
              <button type="button" disabled={one.why_not !== ""} onClick={() => setChosen(one)}>
                <b>{one.name.replaceAll("_", " ")}</b>
                <small>
                  {[
                    LOCALE_NAMES[one.locale] ?? one.locale,
                    one.state,
                    `${one.category} ${price(one.price_micros, currency)}`,
                  ].join(" · ")}
                </small>
                <span lang={langOf(one.body, one.locale)}>{one.why_not || one.body}</span>
              </button>
            </li>
          ))}
          {found.isSuccess && templates.length === 0 && (
            <li className="empty">{i18n.t("No template may be sent here.")}</li>
          )}
        </ul>
      )}
    </div>
  );
}

/** Return what one message costs; less than a rupee is told in paise' parts. */
export function price(micros: number, currency: string): string {
  const format = new Intl.NumberFormat("en-IN", { style: "currency", currency, maximumFractionDigits: 3 });
  return format.format(micros / 1_000_000);
}

/** The customer's language first, then the script's, then English, then the others. */
export function sorted(all: readonly Template[], locale: string | null): readonly Template[] {
  const rank = (one: Template) =>
    one.locale === locale ? 0 : one.locale === locale?.split("-")[0] ? 1 : one.locale === "en" ? 2 : 3;
  return all.toSorted((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name));
}
