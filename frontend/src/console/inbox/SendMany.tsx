import { i18n } from "@lingui/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { langOf, Words } from "../../thread/words";
import { desk } from "../api/desk";
import type { Outlook, Template, WhichConversations } from "../api/shapes";
import { TemplateForm } from "../composer/TemplateForm";
import { TemplateList } from "../composer/TemplateList";
import { category, fill, price, sorted } from "../composer/templates";
import { PageDialog } from "../shell/PageDialog";
import { dialogOpen } from "../shell/panes";
import { complain } from "../shell/toasts";
import { asTemplates, leftOutOf, OF_PERSON, sourcesOf } from "./manyWords";
import { startSending } from "./sendingJob";

/** A template to all that are selected, by the rules of every broadcast. */
export function SendMany({ which }: { which: WhichConversations }) {
  return (
    <PageDialog name="sendMany" title={i18n.t("Send a template to the selected")} wide>
      <Choosing which={which} />
    </PageDialog>
  );
}

function Choosing({ which }: { which: WhichConversations }) {
  const sentences = useQuery({ queryKey: ["sentences"], queryFn: desk.sentences, gcTime: 0 });
  const outlook = useQuery({ queryKey: ["outlook", which], queryFn: () => desk.outlook(which), gcTime: 0 });
  const [chosen, setChosen] = useState<Template | null>(null);
  const [values, setValues] = useState<Record<string, string> | null>(null);
  const wrong = sentences.error ?? outlook.error;
  if (wrong) return <p className="wrong">{wrong.message}</p>;
  if (!sentences.data || !outlook.data) return <p>{i18n.t("One moment…")}</p>;
  const { currency } = sentences.data;
  const about = (one: Template) => `${category(one.category)} · ${price(one.price_micros, currency)}`;
  if (chosen && values) {
    return (
      <Confirming of={chosen} values={values} outlook={outlook.data} currency={currency} back={() => setValues(null)} />
    );
  }
  return (
    <div className="templates">
      <p className="composer-why">
        {i18n.t(
          "Only offers go to many at once, to those who agreed to them. News of an order goes by itself to whom it concerns.",
        )}
      </p>
      {chosen ? (
        <TemplateForm
          key={chosen.name}
          of={chosen}
          known={OF_PERSON()}
          does={i18n.t("Next")}
          price={about(chosen)}
          send={setValues}
          back={() => setChosen(null)}
        />
      ) : (
        <TemplateList
          of={sorted(asTemplates(sentences.data.sentences), null)}
          currency={currency}
          empty={i18n.t("No template may be sent here.")}
          choose={setChosen}
        />
      )}
    </div>
  );
}

interface Confirmation {
  of: Template;
  values: Record<string, string>;
  outlook: Outlook;
  currency: string;
  back: () => void;
}

function Confirming({ of, values, outlook, currency, back }: Confirmation) {
  const [busy, setBusy] = useState(false);
  const { people, looked, reached, left_out } = outlook;
  const most = people - (looked - reached);
  const send = async () => {
    setBusy(true);
    try {
      await startSending(of.name, sourcesOf(of.fields, values), outlook);
      dialogOpen.set("");
    } catch (error) {
      complain(error);
    }
    setBusy(false);
  };
  return (
    <div className="dialog-form" role="group" aria-label={i18n.t("Before it is sent")}>
      <p>
        <b>{i18n.t("To {n, plural, one {# person} other {# people}}", { n: most })}</b>
        {` · ${i18n.t("{sum} for all, by our estimate", { sum: price(of.price_micros * most, currency) })}`}
      </p>
      <p className="preview" lang={langOf(of.body, of.locale)}>
        <Words text={fill(of.body, { ...OF_PERSON(), ...values })} />
      </p>
      {left_out.length > 0 && (
        <ul aria-label={i18n.t("Left out")}>
          {left_out.map((one) => (
            <li key={one.reason}>{leftOutOf(one)}</li>
          ))}
        </ul>
      )}
      {looked < people && <p>{i18n.t("The first {looked} of them were looked at so far.", { looked })}</p>}
      <p className="hint-line">
        {i18n.t(
          "Each is looked at once more as it leaves: your hours, how many offers they have had, what happened since.",
        )}
      </p>
      <div className="composer-foot">
        <button type="button" className="plain" onClick={back}>
          {i18n.t("Back")}
        </button>
        <span className="gap" />
        <button type="button" className="primary send" disabled={busy || most === 0} onClick={() => void send()}>
          {i18n.t("Send")}
        </button>
      </div>
    </div>
  );
}
