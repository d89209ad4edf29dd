import { i18n } from "@lingui/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import { ask, client } from "../../api/client";
import type { components } from "../../api/schema";
import { Field } from "../../session/Field";
import { may, useMe } from "../../session/session";
import { complain, tell } from "../../shell/toasts";
import { named } from "../../words/named";
import { Chip, faultsAt, Loaded, SentForm, wrongAt } from "../parts";
import { Secret } from "../webhooks/WebhooksPage";
import { AwayChoice } from "./AwayChoice";
import "../rules.css";

type Person = components["schemas"]["StaffTold"];
type Role = Exclude<Person["role"], "operator">; // who runs the installation is of no shop
const KEY = ["staff"];
const ROLES: Record<Role, () => string> = {
  owner: () => i18n.t("Owner: everything"),
  marketer: () => i18n.t("Marketer: inbox and broadcasts"),
  agent: () => i18n.t("Agent: inbox"),
};
const THERE: Record<string, () => string> = {
  online: () => i18n.t("there"),
  busy: () => i18n.t("busy"),
  away: () => i18n.t("away"),
  away_give_back: () => i18n.t("away"),
};

/** The shop's people: who may do what, who is there, and inviting more. */
export function TeamPage() {
  const me = useMe();
  const found = useQuery({ queryKey: KEY, queryFn: async () => (await ask(client.GET("/staff"))).staff });
  const [link, setLink] = useState("");
  return (
    <div className="rules-page">
      {link && <Secret secret={link} say={i18n.t("Hand this link over: it is good once, and not shown again.")} />}
      <Loaded of={found}>
        {(all) => (
          <ul className="rules-list">
            {all.map((one) => (
              <Row key={`${one.id}-${one.version}`} of={one} show={setLink} />
            ))}
          </ul>
        )}
      </Loaded>
      <p className="quiet">
        {i18n.t(
          "Who is away keeps their conversations and gets no new ones; giving back puts those that wait for an answer into the queue for whoever is there.",
        )}
      </p>
      {may(me, "staff.manage") && <Invite show={setLink} />}
      {may(me, "settings.write") && <Numbers />}
    </div>
  );
}

function Row({ of, show }: { of: Person; show: (link: string) => void }) {
  const me = useMe();
  const queries = useQueryClient();
  const canManage = may(me, "staff.manage");
  const act = useMutation({
    mutationFn: async (change: { role?: Role; state?: "active" | "inactive" } | "link") => {
      const path = { id: of.id };
      if (change === "link") show((await ask(client.POST("/staff/{id}/link", { params: { path } }))).url);
      else {
        await ask(client.PATCH("/staff/{id}", { params: { path }, body: { version: of.version, ...change } }));
        tell({ text: i18n.t("Saved"), seconds: 3 });
      }
    },
    onError: complain,
    onSettled: () => queries.invalidateQueries({ queryKey: KEY }),
  });
  return (
    <li>
      <span className="main">
        <b>{of.name || of.email}</b>
        <small>{of.email}</small>
      </span>
      {of.state === "active" && canManage && <AwayChoice of={of} />}
      {of.state === "active" && !canManage && (
        <Chip kind={of.availability === "online" ? "good" : ""}>{named(THERE, of.availability, () => "")}</Chip>
      )}
      {of.state === "invited" && <Chip kind="warn">{i18n.t("invited")}</Chip>}
      {of.state === "inactive" && <Chip>{i18n.t("has left")}</Chip>}
      {canManage && (
        <>
          <select
            aria-label={i18n.t("Role of {name}", { name: of.name || of.email })}
            value={of.role}
            disabled={act.isPending}
            style={{ width: "auto", maxWidth: "100%" }}
            onChange={(event) => act.mutate({ role: event.target.value as Role })}
          >
            {(Object.keys(ROLES) as Role[]).map((role) => (
              <option key={role} value={role}>
                {ROLES[role]()}
              </option>
            ))}
          </select>
          {of.state !== "inactive" && (
            <button type="button" className="plain" disabled={act.isPending} onClick={() => act.mutate("link")}>
              {i18n.t("New link")}
            </button>
          )}
          {of.id !== me.staff.id && of.state !== "invited" && (
            <button
              type="button"
              className="plain"
              disabled={act.isPending}
              onClick={() => act.mutate({ state: of.state === "active" ? "inactive" : "active" })}
            >
              {of.state === "active" ? i18n.t("Let go") : i18n.t("Let in again")}
            </button>
          )}
        </>
      )}
    </li>
  );
}

function Invite({ show }: { show: (link: string) => void }) {
  const id = useId();
  const queries = useQueryClient();
  const [email, setEmail] = useState("");
  const [name, setName] = useState("");
  const [role, setRole] = useState<Role>("agent");
  const invite = useMutation({
    mutationFn: () => ask(client.POST("/staff", { body: { email: email.trim(), name: name.trim(), role } })),
    onSuccess: async (told) => {
      show(told.url);
      setEmail("");
      setName("");
      await queries.invalidateQueries({ queryKey: KEY });
    },
    onError: (error) => faultsAt(error, "/").length === 0 && complain(error),
  });
  return (
    <SentForm of={invite} send={() => invite.mutate()} said={["/email", "/name"]}>
      <h2>{i18n.t("Invite somebody")}</h2>
      <div className="rules-fields">
        <Field
          label={i18n.t("E-mail address")}
          type="email"
          value={email}
          wrong={wrongAt(invite.error, "/email")}
          onChange={(event) => setEmail(event.target.value)}
        />
        <Field
          label={i18n.t("Name, for colleagues")}
          value={name}
          maxLength={200}
          wrong={wrongAt(invite.error, "/name")}
          onChange={(event) => setName(event.target.value)}
        />
        <div className="field">
          <label htmlFor={`${id}r`}>{i18n.t("Role")}</label>
          <select id={`${id}r`} value={role} onChange={(event) => setRole(event.target.value as Role)}>
            {(Object.keys(ROLES) as Role[]).map((one) => (
              <option key={one} value={one}>
                {ROLES[one]()}
              </option>
            ))}
          </select>
        </div>
      </div>
      <div className="rules-buttons">
        <button type="submit" className="primary" disabled={invite.isPending}>
          {i18n.t("Invite")}
        </button>
      </div>
    </SentForm>
  );
}

/** Whether agents see phone numbers whole, and colleagues' conversations. */
function Numbers() {
  const queries = useQueryClient();
  const key = ["settings", "inbox"];
  const found = useQuery({ queryKey: key, queryFn: () => ask(client.GET("/settings/inbox")) });
  const change = useMutation({
    mutationFn: (changes: { agents_see_numbers?: boolean; agents_see_all?: boolean }) =>
      ask(client.PATCH("/settings/inbox", { body: { version: found.data?.version ?? 1, ...changes } })),
    onSuccess: (now) => queries.setQueryData(key, now),
    onError: complain,
  });
  return (
    <Loaded of={found}>
      {(told) => (
        <section className="rules-card" aria-label={i18n.t("What agents see")}>
          <h2>{i18n.t("What agents see")}</h2>
          <label className="check">
            <input
              type="checkbox"
              checked={told.agents_see_numbers}
              onChange={(event) => change.mutate({ agents_see_numbers: event.target.checked })}
            />{" "}
            {i18n.t("Phone numbers whole; else +91 ••••• 00001")}
          </label>
          <label className="check">
            <input
              type="checkbox"
              checked={told.agents_see_all}
              onChange={(event) => change.mutate({ agents_see_all: event.target.checked })}
            />{" "}
            {i18n.t("Conversations of colleagues as well")}
          </label>
        </section>
      )}
    </Loaded>
  );
}
