import { i18n } from "@lingui/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ask, client } from "../../api/client";
import type { components } from "../../api/schema";
import { may, useMe } from "../../session/session";
import { go } from "../../shell/place";
import { complain, tell } from "../../shell/toasts";
import { localeName } from "../../words/locales";
import { dateAndClock } from "../../words/moments";
import { named } from "../../words/named";
import { Chip, Loaded, Nothing } from "../parts";
import "../rules.css";

type Standing = components["schemas"]["StandingTold"];
const KEY = ["settings", "templates"];
const STATES: Record<string, () => string> = {
  missing: () => i18n.t("not submitted"),
  unsubmitted: () => i18n.t("on its way"),
  refused: () => i18n.t("refused"),
  received: () => i18n.t("being looked at"),
  pending: () => i18n.t("being looked at"),
  approved: () => i18n.t("approved"),
  rejected: () => i18n.t("rejected"),
  paused: () => i18n.t("paused by WhatsApp"),
  disabled: () => i18n.t("disabled by WhatsApp"),
};
const BAD = ["refused", "rejected", "paused", "disabled"];

/** What WhatsApp says of each message that leaves outside a conversation. */
export function TemplatesPage() {
  const me = useMe();
  const queries = useQueryClient();
  const found = useQuery({ queryKey: KEY, queryFn: () => ask(client.GET("/templates")) });
  const [shown, setShown] = useState("");
  const submit = useMutation({
    mutationFn: () => ask(client.POST("/templates/submissions")),
    onSuccess: (now) => {
      queries.setQueryData(KEY, now);
      tell({ text: i18n.t("Handed to WhatsApp within a minute"), seconds: 4 });
    },
    onError: complain,
  });
  return (
    <div className="rules-page">
      <p className="quiet">
        {i18n.t("WhatsApp approves each message that leaves when a customer has not just written, in each language.")}
      </p>
      <Loaded of={found}>
        {(all) => {
          if (!all.on_whatsapp) {
            return (
              <Nothing say={i18n.t("Your shop has no WhatsApp number yet.")}>
                <button type="button" className="plain" onClick={() => go({ page: "start", rest: "twilio" })}>
                  {i18n.t("Choose a number")}
                </button>
              </Nothing>
            );
          }
          const states = [...new Set(all.templates.map((one) => one.state))].sort();
          const open = all.templates.some((one) => one.state === "missing" || one.state === "refused");
          return (
            <>
              <fieldset className="rules-tabs" aria-label={i18n.t("How it stands")}>
                {["", ...states].map((state) => (
                  <button key={state} type="button" aria-pressed={shown === state} onClick={() => setShown(state)}>
                    {state === "" ? i18n.t("All") : named(STATES, state, () => state)}{" "}
                    {all.templates.filter((one) => state === "" || one.state === state).length}
                  </button>
                ))}
              </fieldset>
              {open && may(me, "settings.write") && (
                <div className="rules-buttons">
                  <button type="button" className="primary" disabled={submit.isPending} onClick={() => submit.mutate()}>
                    {i18n.t("Submit what is missing")}
                  </button>
                </div>
              )}
              <ul className="rules-list">
                {all.templates
                  .filter((one) => shown === "" || one.state === shown)
                  .map((one) => (
                    <Row key={`${one.key}-${one.locale}`} of={one} />
                  ))}
              </ul>
            </>
          );
        }}
      </Loaded>
    </div>
  );
}

function Row({ of }: { of: Standing }) {
  const own = of.key.startsWith("own.") || of.key.startsWith("notice.own_");
  return (
    <li className="plainly">
      <span className="rules-buttons">
        <b>{localeName(of.locale)}</b>
        <Chip kind={of.state === "approved" ? "good" : BAD.includes(of.state) ? "bad" : ""}>
          {named(STATES, of.state, () => of.state)}
        </Chip>
        <Chip kind={of.dearer && !of.agreed ? "warn" : ""}>
          {of.category === "MARKETING" ? i18n.t("offer") : i18n.t("news of an order")}
        </Chip>
        {of.quality === "low" && <Chip kind="bad">{i18n.t("people complained")}</Chip>}
      </span>
      <span lang={of.locale}>{of.body}</span>
      {of.reason && <p className="wrong">{i18n.t("WhatsApp says: {reason}", { reason: of.reason })}</p>}
      {of.dearer && !of.agreed && (
        <p className="wrong">
          {i18n.t(
            "WhatsApp moved it to offers, which cost more: nothing of it leaves until you agree on the page of rules.",
          )}
        </p>
      )}
      <small lang="en">{of.remedy}</small>
      <small>
        {of.checked_at ? i18n.t("Last checked {at}", { at: dateAndClock(of.checked_at) }) : i18n.t("Never checked yet")}{" "}
        · {of.rules.join(", ")}
      </small>
      {!own && (
        <button
          type="button"
          className="link"
          style={{ justifySelf: "start" }}
          onClick={() => go({ rest: `sentences/${of.key}`, asked: `locale=${of.locale}` })}
        >
          {i18n.t("Change its words")}
        </button>
      )}
    </li>
  );
}
