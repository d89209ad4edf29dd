import { i18n } from "@lingui/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ask, client } from "../../api/client";
import type { components } from "../../api/schema";
import { Field } from "../../session/Field";
import { complain, tell } from "../../shell/toasts";
import { dateAndClock } from "../../words/moments";
import { named } from "../../words/named";
import { Chip, Faults, faultsAt, Loaded, Nothing, SentForm, wrongAt } from "../parts";
import { Deliveries } from "./Deliveries";
import "../rules.css";

export type Hook = components["schemas"]["HookTold"];
type Topic = components["schemas"]["HookTopic"];
export const HOOK_KEYS = { list: ["settings", "webhooks"], log: (id: number) => ["settings", "webhooks", id] };

const TOPICS: Record<string, () => string> = {
  "message.received": () => i18n.t("A customer wrote"),
  "message.sent": () => i18n.t("Something was written to a customer"),
  "conversation.changed": () => i18n.t("A conversation changed"),
  "request.opened": () => i18n.t("A request was opened"),
  "order.changed": () => i18n.t("An order changed"),
  "consent.changed": () => i18n.t("A customer agreed or stopped"),
  ping: () => i18n.t("A try"),
};
export const topicName = (topic: string) => named(TOPICS, topic, () => topic);
const WHY_OFF: Record<string, () => string> = {
  by_hand: () => i18n.t("switched off"),
  failing: () => i18n.t("switched off after a day of failures"),
  gone: () => i18n.t("switched off: the address wants no more"),
};

/** Addresses of the shop's own system that hear what happens here. */
export function WebhooksPage() {
  const found = useQuery({ queryKey: HOOK_KEYS.list, queryFn: () => ask(client.GET("/webhooks")) });
  const [secret, setSecret] = useState("");
  return (
    <div className="rules-page">
      <p className="quiet">
        {i18n.t(
          "An address of your own system hears what happens here, signed with a secret. docs/webhooks.md shows how to check it.",
        )}
      </p>
      {secret && <Secret secret={secret} say={i18n.t("Its secret, shown this once: copy it now.")} />}
      <Loaded of={found}>
        {(all) => (
          <>
            {all.webhooks.length === 0 && <Nothing say={i18n.t("No address hears anything yet. Add one below.")} />}
            {all.webhooks.map((one) => (
              <One key={one.id} of={one} topics={all.topics} setSecret={setSecret} />
            ))}
            <Add topics={all.topics} setSecret={setSecret} />
          </>
        )}
      </Loaded>
    </div>
  );
}

/** Something that is shown once. */
export function Secret({ secret, say }: { secret: string; say: string }) {
  return (
    <div className="rules-card" role="status">
      <p>{say}</p>
      <code className="rules-secret">{secret}</code>
    </div>
  );
}

function Add({ topics, setSecret }: { topics: readonly string[]; setSecret: (secret: string) => void }) {
  const queries = useQueryClient();
  const [url, setUrl] = useState("");
  const [chosen, setChosen] = useState<readonly string[]>(topics);
  const add = useMutation({
    mutationFn: () => ask(client.POST("/webhooks", { body: { url: url.trim(), topics: chosen as Topic[] } })),
    onSuccess: async (made) => {
      setSecret(made.secret);
      setUrl("");
      await queries.invalidateQueries({ queryKey: HOOK_KEYS.list });
    },
    onError: (error) => faultsAt(error, "/").length === 0 && complain(error),
  });
  return (
    <SentForm of={add} send={() => add.mutate()} said={["/url", "/topics"]}>
      <h2>{i18n.t("Add an address")}</h2>
      <Field
        label={i18n.t("Address")}
        type="url"
        inputMode="url"
        placeholder="https://shop.example/hear"
        value={url}
        wrong={wrongAt(add.error, "/url")}
        onChange={(event) => setUrl(event.target.value)}
      />
      <TopicBoxes topics={topics} chosen={chosen} choose={setChosen} />
      <Faults of={faultsAt(add.error, "/topics")} />
      <div className="rules-buttons">
        <button type="submit" className="primary" disabled={add.isPending}>
          {i18n.t("Add")}
        </button>
      </div>
    </SentForm>
  );
}

interface Boxes {
  topics: readonly string[];
  chosen: readonly string[];
  choose: (chosen: readonly string[]) => void;
}

function TopicBoxes({ topics, chosen, choose }: Boxes) {
  return (
    <fieldset className="rules-fields">
      <legend>{i18n.t("It hears when")}</legend>
      {topics.map((topic) => (
        <label key={topic} className="check">
          <input
            type="checkbox"
            checked={chosen.includes(topic)}
            onChange={(event) =>
              choose(event.target.checked ? [...chosen, topic] : chosen.filter((one) => one !== topic))
            }
          />{" "}
          {topicName(topic)}
        </label>
      ))}
    </fieldset>
  );
}

function One({ of, topics, setSecret }: { of: Hook; topics: readonly string[]; setSecret: (secret: string) => void }) {
  const queries = useQueryClient();
  const [chosen, setChosen] = useState<readonly string[]>(of.topics);
  const [sure, setSure] = useState(false);
  const path = { id: of.id };
  const again = () => queries.invalidateQueries({ queryKey: HOOK_KEYS.list });
  const act = useMutation({
    mutationFn: async (what: "on" | "off" | "topics" | "ping" | "secret" | "drop") => {
      if (what === "ping") await ask(client.POST("/webhooks/{id}/pings", { params: { path } }));
      else if (what === "drop") await ask(client.DELETE("/webhooks/{id}", { params: { path } }));
      else if (what === "secret") {
        setSecret((await ask(client.POST("/webhooks/{id}/secret", { params: { path } }))).secret);
      } else {
        const changes = what === "topics" ? { topics: chosen as Topic[] } : { active: what === "on" };
        await ask(client.PATCH("/webhooks/{id}", { params: { path }, body: { version: of.version, ...changes } }));
      }
      if (what !== "secret") tell({ text: what === "ping" ? i18n.t("On its way") : i18n.t("Saved"), seconds: 3 });
    },
    onError: complain,
    onSettled: again,
  });
  const changed = [...chosen].sort().join() !== [...of.topics].sort().join();
  return (
    <section className="rules-card" aria-label={of.url}>
      <div className="rules-buttons">
        <h2 style={{ overflowWrap: "anywhere" }}>{of.url}</h2>
        <Chip kind={of.state === "active" ? (of.failures > 0 ? "warn" : "good") : "bad"}>
          {of.state === "active" ? i18n.t("on") : named(WHY_OFF, of.reason, () => i18n.t("off"))}
        </Chip>
      </div>
      <small>
        {of.heard_at
          ? i18n.t("Last took something {at}", { at: dateAndClock(of.heard_at) })
          : i18n.t("Has taken nothing yet")}
        {of.failures > 0 && ` · ${i18n.t("{n} failures in a row", { n: of.failures })}`}
        {of.waiting > 0 && ` · ${i18n.t("{n} waiting", { n: of.waiting })}`}
      </small>
      <TopicBoxes topics={topics} chosen={chosen} choose={setChosen} />
      <div className="rules-buttons">
        {changed && (
          <button type="button" className="primary" disabled={act.isPending} onClick={() => act.mutate("topics")}>
            {i18n.t("Save")}
          </button>
        )}
        <button type="button" className="plain" disabled={act.isPending} onClick={() => act.mutate("ping")}>
          {i18n.t("Try it")}
        </button>
        <button
          type="button"
          className="plain"
          disabled={act.isPending}
          onClick={() => act.mutate(of.state === "active" ? "off" : "on")}
        >
          {of.state === "active" ? i18n.t("Switch off") : i18n.t("Switch on")}
        </button>
        <button type="button" className="plain" disabled={act.isPending} onClick={() => act.mutate("secret")}>
          {i18n.t("New secret")}
        </button>
        <button type="button" className="plain" onClick={() => (sure ? act.mutate("drop") : setSure(true))}>
          {sure ? i18n.t("Yes, delete this address") : i18n.t("Delete")}
        </button>
      </div>
      <Deliveries of={of} />
    </section>
  );
}
