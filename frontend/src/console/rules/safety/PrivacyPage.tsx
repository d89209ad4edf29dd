import { i18n } from "@lingui/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import { ask, call, client } from "../../api/client";
import type { components } from "../../api/schema";
import { Field } from "../../session/Field";
import { go } from "../../shell/place";
import { complain, tell } from "../../shell/toasts";
import { useTyped } from "../../shell/typed";
import { dateAndClock } from "../../words/moments";
import { named } from "../../words/named";
import { Chip, Faults, faultsAt, Loaded, SentForm } from "../parts";
import "../rules.css";

type Privacy = components["schemas"]["PrivacyTold"];
const KEY = ["settings", "privacy"];
const KINDS: Record<string, () => string> = {
  messages: () => i18n.t("Messages of both sides"),
  readings: () => i18n.t("How the assistant read them"),
  files: () => i18n.t("Pictures and voice notes"),
  events: () => i18n.t("What shops and carriers sent"),
  notices: () => i18n.t("What happened, and which rules told it"),
  sightings: () => i18n.t("Where parcels were seen"),
  exports: () => i18n.t("Documents for people who asked"),
  guesses: () => i18n.t("Tries at proving an order one's own"),
  lists: () => i18n.t("Lists you uploaded"),
  callbacks: () => i18n.t("Twilio's news of messages"),
  unread: () => i18n.t("Requests nobody could read"),
  dialogue: () => i18n.t("What the assistant remembers of a silent chat"),
};

/** How long what is kept, and how a person is found, taken along or erased. */
export function PrivacyPage() {
  const found = useQuery({ queryKey: KEY, queryFn: () => ask(client.GET("/settings/privacy")) });
  return (
    <div className="rules-page">
      <Find />
      <Loaded of={found}>
        {(told) => (
          <>
            <Days of={told} />
            <Asked of={told} />
          </>
        )}
      </Loaded>
    </div>
  );
}

function Find() {
  const id = useId();
  const [typed, setTyped] = useState("");
  return (
    <form
      className="rules-card"
      onSubmit={(event) => {
        event.preventDefault();
        go({ page: "customers", rest: "", asked: new URLSearchParams({ q: typed.trim() }).toString() });
      }}
    >
      <h2>{i18n.t("Find a person")}</h2>
      <p>{i18n.t("On their page everything held of them is taken along as a file, or erased for good.")}</p>
      <div className="rules-tools">
        <div className="field grow">
          <label htmlFor={id}>{i18n.t("Name, phone or order")}</label>
          <input id={id} type="search" value={typed} onChange={(event) => setTyped(event.target.value)} />
        </div>
        <button type="submit" className="primary">
          {i18n.t("Find")}
        </button>
      </div>
    </form>
  );
}

const isWithin = ({ least, most }: Privacy["kept"][number], typed = "") =>
  /^\d{1,6}$/.test(typed.trim()) && Number(typed) >= least && Number(typed) <= most;

function Days({ of }: { of: Privacy }) {
  const [tried, setTried] = useState(false);
  const queries = useQueryClient();
  const { written, type, forget } = useTyped<Record<string, string>>(
    Object.fromEntries(of.kept.map((one) => [one.kind, String(one.days)])),
  );
  const own = of.kept.filter((one) => !one.shared);
  const save = useMutation({
    mutationFn: () => {
      const kept = own
        .filter((one) => one.by === "shop" || written[one.kind] !== String(one.days))
        .map((one) => `${one.kind}=${written[one.kind]?.trim()}`);
      return call("PATCH", "/settings/shop", { body: { changes: { keep_days: kept } } });
    },
    onSuccess: async () => {
      tell({ text: i18n.t("Saved"), seconds: 3 });
      await queries.invalidateQueries({ queryKey: KEY });
      forget();
    },
    onError: (error) => faultsAt(error, "/").length === 0 && complain(error),
  });
  const wrong = faultsAt(save.error, "/");
  const send = () => {
    const allWithin = own.every((one) => isWithin(one, written[one.kind]));
    setTried(!allWithin);
    if (allWithin) save.mutate();
  };
  return (
    <SentForm of={save} send={send}>
      <h2>{i18n.t("How long it is kept, in days")}</h2>
      <div className="rules-fields">
        {own.map((one) => (
          <Field
            key={one.kind}
            label={named(KINDS, one.kind, () => one.kind)}
            hint={i18n.t("at least {least}, usually {usual}", { least: one.least, usual: one.default })}
            inputMode="numeric"
            value={written[one.kind] ?? ""}
            wrong={tried && !isWithin(one, written[one.kind]) ? i18n.t("Write {least} to {most}.", one) : ""}
            onChange={(event) => type({ [one.kind]: event.target.value })}
          />
        ))}
      </div>
      <Faults of={wrong} />
      <small>
        {i18n.t("For all shops of this installation:")}{" "}
        {of.kept
          .filter((one) => one.shared)
          .map((one) => `${named(KINDS, one.kind, () => one.kind)}: ${one.days}`)
          .join(", ")}
      </small>
      <small>{i18n.t("Orders, refunds, requests, ratings, points and consent stay: laws ask for them.")}</small>
      <div className="rules-buttons">
        <button type="submit" className="primary" disabled={save.isPending}>
          {i18n.t("Save")}
        </button>
      </div>
    </SentForm>
  );
}

function Asked({ of }: { of: Privacy }) {
  return (
    <section className="rules-card" aria-label={i18n.t("Who asked what is held of them")}>
      <h2>{i18n.t("Who asked what is held of them")}</h2>
      {of.requests.length === 0 ? (
        <p className="quiet">{i18n.t("Nobody has asked through your shop's system.")}</p>
      ) : (
        <ul className="rules-list">
          {of.requests.map((one) => (
            <li key={one.id}>
              <span className="main">
                <b>{i18n.t("Document {id}", { id: one.id })}</b>
                <small>{dateAndClock(one.made_at)}</small>
              </span>
              <Chip kind={one.fetched_at ? "good" : "warn"}>
                {one.forgotten ? i18n.t("erased") : one.fetched_at ? i18n.t("handed out") : i18n.t("waits for you")}
              </Chip>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
