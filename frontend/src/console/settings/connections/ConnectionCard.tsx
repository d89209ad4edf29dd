import { i18n } from "@lingui/core";
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { ask, client } from "../../api/client";
import { Field } from "../../session/Field";
import { go } from "../../shell/place";
import { complain, tell } from "../../shell/toasts";
import { dateAndClock } from "../../words/moments";
import { CatalogueRead } from "./CatalogueRead";
import { CopyLine } from "./CopyLine";
import { CONNECTIONS, type Connection, isFirst, isReading, type Platform, readCatalogue } from "./calls";
import { isActive, WHERE } from "./words";

/** A connection: how it is, and what can be done with it. */
export function ConnectionCard({ of, platform }: { of: Connection; platform: Platform | undefined }) {
  const [changing, setChanging] = useState(false);
  return (
    <section className="settings-card" aria-label={`${of.name} ${of.account}`} data-connection={of.kind}>
      <header>
        <h3>
          {of.name} <small>{of.account === of.kind ? "" : of.account}</small>
        </h3>
        <span className={isActive(of) ? "chip fine" : "chip"}>
          {isActive(of) ? i18n.t("Connected") : i18n.t("Not connected any more")}
        </span>
      </header>
      <Reach of={of} />
      {of.kept > 0 && (
        <p className="wrong">
          {i18n.t("{count} could not be applied", { count: of.kept })}{" "}
          <button type="button" className="link" onClick={() => go({ page: "settings", rest: "connections/failed" })}>
            {i18n.t("See why")}
          </button>
        </p>
      )}
      {of.address && <CopyLine name={i18n.t("Its webhooks go to")} text={of.address} />}
      {changing && platform && <SecretForm of={of} platform={platform} shut={() => setChanging(false)} />}
      {platform && of.address !== null && <Deeds of={of} change={() => setChanging(true)} />}
    </section>
  );
}

function Reach({ of }: { of: Connection }) {
  const { pull, catalogue } = of;
  const counts = [
    of.orders > 0 && i18n.t("{count, plural, one {# order} other {# orders}}", { count: of.orders }),
    of.products > 0 && i18n.t("{count, plural, one {# product} other {# products}}", { count: of.products }),
    of.parcels > 0 && i18n.t("{count, plural, one {# parcel} other {# parcels}}", { count: of.parcels }),
    of.waiting > 0 && i18n.t("{count} waiting to be applied", { count: of.waiting }),
  ].filter(Boolean);
  return (
    <>
      {isFirst(of) && <progress aria-label={i18n.t("The first orders are being fetched")} />}
      {isReading(of) && catalogue && <CatalogueRead seen={catalogue.seen} total={catalogue.total} />}
      <ul className="facts">
        {pull && <li>{i18n.t("Complete up to {when}", { when: dateAndClock(pull.complete_until) })}</li>}
        <li>
          {of.heard_at
            ? i18n.t("Last webhook {when}", { when: dateAndClock(of.heard_at) })
            : i18n.t("No webhook has come yet")}
        </li>
        {counts.length > 0 && <li>{counts.join(" · ")}</li>}
        {pull?.error && <li className="wrong">{i18n.t("Last try: {why}", { why: pull.error })}</li>}
        {catalogue?.error && <li className="wrong">{i18n.t("Products, last try: {why}", { why: catalogue.error })}</li>}
      </ul>
    </>
  );
}

function Deeds({ of, change }: { of: Connection; change: () => void }) {
  const queries = useQueryClient();
  const [sure, setSure] = useState(false);
  const leave = async () => {
    await ask(client.DELETE("/connections/{id}", { params: { path: { id: of.id } } })).then(
      () => tell({ text: i18n.t("Let go: delete its webhooks there as well"), seconds: 8 }),
      complain,
    );
    await queries.invalidateQueries({ queryKey: CONNECTIONS });
  };
  const again = () => readCatalogue(of.id).then(() => queries.invalidateQueries({ queryKey: CONNECTIONS }), complain);
  return (
    <div className="settings-buttons">
      <button
        type="button"
        className="plain"
        onClick={() => go({ page: "settings", rest: `connections/connect/${of.kind}` })}
      >
        {i18n.t("Connect anew")}
      </button>
      {isActive(of) && of.catalogue && !isReading(of) && (
        <button type="button" className="plain" onClick={() => void again()}>
          {i18n.t("Read all products again")}
        </button>
      )}
      {isActive(of) && of.kind !== "own" && (
        <>
          <button type="button" className="plain" onClick={change}>
            {i18n.t("New secret")}
          </button>
          <button type="button" className="plain" onClick={() => (sure ? void leave() : setSure(true))}>
            {sure ? i18n.t("Yes, let it go: its orders are told no more") : i18n.t("Disconnect")}
          </button>
        </>
      )}
    </div>
  );
}

function SecretForm({ of, platform, shut }: { of: Connection; platform: Platform; shut: () => void }) {
  const [made, setMade] = useState<string | null>(null);
  const [wrong, setWrong] = useState("");
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const secret = new FormData(event.currentTarget).get("secret");
    const body = secret ? { secret: String(secret) } : {};
    try {
      const told = await ask(client.POST("/connections/{id}/secret", { params: { path: { id: of.id } }, body }));
      setMade(told.secret);
    } catch (error) {
      setWrong((error as Error).message);
    }
  };
  if (made !== null) {
    return (
      <div role="status">
        <p>{i18n.t("The new secret is in force, and the one before it still holds.")}</p>
        {made && <CopyLine name={i18n.t("Secret; it is not shown again")} text={made} />}
      </div>
    );
  }
  return (
    <form className="settings-form" onSubmit={(event) => void submit(event)}>
      {platform.takes_secret ? (
        <Field
          label={i18n.t("New secret")}
          name="secret"
          type="password"
          hint={WHERE[`${of.kind} secret`]?.() ?? ""}
          autoComplete="off"
          required
        />
      ) : (
        <p>{i18n.t("A new secret is made, to be pasted there. The one before it holds meanwhile.")}</p>
      )}
      <p className="wrong" role="alert">
        {wrong}
      </p>
      <div className="settings-buttons">
        <button type="submit" className="primary">
          {i18n.t("Take the new secret")}
        </button>
        <button type="button" className="plain" onClick={shut}>
          {i18n.t("Not now")}
        </button>
      </div>
    </form>
  );
}
