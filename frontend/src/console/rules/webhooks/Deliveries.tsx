import { i18n } from "@lingui/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ask, client } from "../../api/client";
import { complain, tell } from "../../shell/toasts";
import { dateAndClock } from "../../words/moments";
import { named } from "../../words/named";
import { Chip, Loaded } from "../parts";
import { HOOK_KEYS, type Hook, topicName } from "./WebhooksPage";

const STATES: Record<string, () => string> = {
  waiting: () => i18n.t("waiting"),
  delivered: () => i18n.t("delivered"),
  failed: () => i18n.t("failed"),
  gone: () => i18n.t("erased before it left"),
};

/** What an address was told, and what came back; each can be told again. */
export function Deliveries({ of }: { of: Hook }) {
  const [open, setOpen] = useState(false);
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{i18n.t("What it was told")}</summary>
      {open && <Log of={of} />}
    </details>
  );
}

function Log({ of }: { of: Hook }) {
  const queries = useQueryClient();
  const path = { id: of.id };
  const found = useQuery({
    queryKey: HOOK_KEYS.log(of.id),
    queryFn: () => ask(client.GET("/webhooks/{id}/deliveries", { params: { path, query: {} } })),
  });
  const replay = useMutation({
    mutationFn: async (delivery: number | null) => {
      const told =
        delivery === null
          ? await ask(client.POST("/webhooks/{id}/replays", { params: { path } }))
          : await ask(
              client.POST("/webhooks/{id}/deliveries/{delivery}/replay", { params: { path: { ...path, delivery } } }),
            );
      tell({ text: i18n.t("{n} told again", { n: told.count }), seconds: 3 });
    },
    onError: complain,
    onSettled: () => queries.invalidateQueries({ queryKey: HOOK_KEYS.list }),
  });
  return (
    <Loaded of={found}>
      {({ deliveries }) =>
        deliveries.length === 0 ? (
          <p className="quiet">{i18n.t("Nothing yet.")}</p>
        ) : (
          <>
            {deliveries.some((one) => one.state === "failed") && (
              <button type="button" className="plain" disabled={replay.isPending} onClick={() => replay.mutate(null)}>
                {i18n.t("Tell all that failed again")}
              </button>
            )}
            <ul className="rules-list">
              {deliveries.map((one) => (
                <li key={one.id}>
                  <span className="main">
                    <b>{topicName(one.topic)}</b>
                    <small>
                      {dateAndClock(one.created_at)} · {one.event_id}
                      {one.error && ` · ${one.error}`}
                    </small>
                  </span>
                  <Chip kind={one.state === "delivered" ? "good" : one.state === "failed" ? "bad" : ""}>
                    {named(STATES, one.state, () => one.state)}
                  </Chip>
                  {one.state !== "waiting" && (
                    <button
                      type="button"
                      className="link"
                      aria-label={i18n.t("Tell {event} again", { event: one.event_id })}
                      onClick={() => replay.mutate(one.id)}
                    >
                      {i18n.t("Again")}
                    </button>
                  )}
                </li>
              ))}
            </ul>
          </>
        )
      }
    </Loaded>
  );
}
