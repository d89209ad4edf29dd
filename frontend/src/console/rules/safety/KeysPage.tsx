import { i18n } from "@lingui/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ask, client } from "../../api/client";
import type { components } from "../../api/schema";
import { Field } from "../../session/Field";
import { complain } from "../../shell/toasts";
import { dateAndClock } from "../../words/moments";
import { Chip, Faults, faultsAt, Loaded, Nothing, SentForm, wrongAt } from "../parts";
import { Secret } from "../webhooks/WebhooksPage";
import "../rules.css";

type Key = components["schemas"]["ApiKeyTold"];
type Scope = components["schemas"]["Permission"];
const KEY = ["settings", "api-keys"];

/** Keys with which programs of the shop use the API. */
export function KeysPage() {
  const found = useQuery({ queryKey: KEY, queryFn: () => ask(client.GET("/api-keys")) });
  const [shown, setShown] = useState("");
  return (
    <div className="rules-page">
      <p className="quiet">
        {i18n.t("A key lets a program of yours use the API. It does what its scopes say, and no more than you may.")}
      </p>
      {shown && <Secret secret={shown} say={i18n.t("The key, shown this once: copy it now.")} />}
      <Loaded of={found}>
        {(all) => (
          <>
            {all.keys.length === 0 ? (
              <Nothing say={i18n.t("There is no key yet. Make one below.")} />
            ) : (
              <ul className="rules-list">
                {all.keys.map((one) => (
                  <Row key={one.id} of={one} />
                ))}
              </ul>
            )}
            <Add scopes={all.scopes} show={setShown} />
          </>
        )}
      </Loaded>
    </div>
  );
}

function Row({ of }: { of: Key }) {
  const queries = useQueryClient();
  const [sure, setSure] = useState(false);
  const revoke = useMutation({
    mutationFn: () => ask(client.DELETE("/api-keys/{id}", { params: { path: { id: of.id } } })),
    onError: complain,
    onSettled: () => queries.invalidateQueries({ queryKey: KEY }),
  });
  return (
    <li>
      <span className="main">
        <b>
          {of.name} <code>{of.hint}…</code>
        </b>
        <small>
          {of.used_at ? i18n.t("Last used {at}", { at: dateAndClock(of.used_at) }) : i18n.t("Never used")} ·{" "}
          {of.scopes.join(", ")}
        </small>
      </span>
      {of.revoked_at ? (
        <Chip>{i18n.t("out of use")}</Chip>
      ) : (
        <button type="button" className="plain" onClick={() => (sure ? revoke.mutate() : setSure(true))}>
          {sure ? i18n.t("Yes, at once") : i18n.t("Take out of use")}
        </button>
      )}
    </li>
  );
}

function Add({ scopes, show }: { scopes: readonly string[]; show: (key: string) => void }) {
  const queries = useQueryClient();
  const [name, setName] = useState("");
  const [chosen, setChosen] = useState<readonly string[]>(["events.read", "events.write", "orders.read"]);
  const add = useMutation({
    mutationFn: () => ask(client.POST("/api-keys", { body: { name: name.trim(), scopes: chosen as Scope[] } })),
    onSuccess: async (made) => {
      show(made.key);
      setName("");
      await queries.invalidateQueries({ queryKey: KEY });
    },
    onError: (error) => faultsAt(error, "/").length === 0 && complain(error),
  });
  return (
    <SentForm of={add} send={() => add.mutate()} said={["/name", "/scopes"]}>
      <h2>{i18n.t("New key")}</h2>
      <Field
        label={i18n.t("What will use it")}
        value={name}
        maxLength={80}
        wrong={wrongAt(add.error, "/name")}
        onChange={(event) => setName(event.target.value)}
      />
      <fieldset className="rules-fields">
        <legend>{i18n.t("What it may do")}</legend>
        {scopes.map((scope) => (
          <label key={scope} className="check">
            <input
              type="checkbox"
              checked={chosen.includes(scope)}
              onChange={(event) =>
                setChosen(event.target.checked ? [...chosen, scope] : chosen.filter((one) => one !== scope))
              }
            />{" "}
            <code>{scope}</code>
          </label>
        ))}
      </fieldset>
      <Faults of={faultsAt(add.error, "/scopes")} />
      <div className="rules-buttons">
        <button type="submit" className="primary" disabled={add.isPending}>
          {i18n.t("Make the key")}
        </button>
      </div>
    </SentForm>
  );
}
