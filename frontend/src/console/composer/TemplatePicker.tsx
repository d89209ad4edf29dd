import { i18n } from "@lingui/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { langOf } from "../../thread/words";
import { desk, KEYS } from "../api/desk";
import type { ConversationWhole, Session, Template } from "../api/shapes";
import { Overtaken } from "./Overtaken";
import { TemplateForm } from "./TemplateForm";
import { TemplateList } from "./TemplateList";
import { category, price, sorted } from "./templates";
import { useDraft } from "./useDraft";
import { useSend } from "./useSend";

interface Props {
  of: ConversationWhole;
  me: Session;
  why: string;
}

/** The templates of the shop, each with what it costs: those that reach the customer now first. */
export function TemplatePicker({ of, me, why }: Props) {
  const found = useQuery({ queryKey: KEYS.templates(of.id), queryFn: () => desk.templates(of.id) });
  const [chosen, setChosen] = useState<Template | null>(null);
  const { text: kept } = useDraft(of.id, "reply", of.drafts?.reply ?? "");
  const currency = found.data?.currency ?? "INR";
  const { send, ready, moved, dismiss } = useSend(of, me.staff.id, () => undefined);
  const templates = sorted(found.data?.templates ?? [], of.locale);
  const go = (values: Record<string, string>) => {
    if (!chosen) return;
    void send({ template: { name: chosen.name, locale: chosen.locale, values } });
    setChosen(null);
  };
  return (
    <div className="templates">
      <p className="composer-why">{why}</p>
      {kept.trim() && (
        <div className="kept-words">
          <b>{i18n.t("What you wrote is kept as your draft:")}</b>
          <p lang={langOf(kept, of.locale ?? "en")}>{kept}</p>
        </div>
      )}
      {moved && (
        <Overtaken
          of={moved}
          anyway={() => void send(moved.sending, true)}
          dismiss={dismiss}
          leave={i18n.t("Cancel")}
        />
      )}
      {chosen ? (
        <TemplateForm
          key={chosen.name + chosen.locale}
          of={chosen}
          price={`${category(chosen.category)} · ${price(chosen.price_micros, currency)}`}
          ready={ready}
          send={go}
          back={() => setChosen(null)}
        />
      ) : (
        <TemplateList
          of={templates}
          currency={currency}
          empty={found.isSuccess ? i18n.t("No template may be sent here.") : ""}
          choose={setChosen}
        />
      )}
    </div>
  );
}
