import { i18n } from "@lingui/core";
import { may, useMe } from "../../session/session";
import { Failed } from "../../shell/Failed";
import { go, usePlace } from "../../shell/place";
import { dateAndClock } from "../../words/moments";
import { ConnectForm } from "./ConnectForm";
import { ConnectionCard } from "./ConnectionCard";
import { type ConnectionList, type Platform, useConnections } from "./calls";
import { KeptEvents } from "./KeptEvents";
import { ABOUT, isActive, offered } from "./words";

const to = (rest: string) => () => go({ page: "settings", rest: `connections${rest}` });

/** Connected shops and carriers, one that is being connected, or what could not be applied. */
export function ConnectionsPage() {
  const [, view = "", kind = ""] = usePlace().rest.split("/");
  const all = useConnections();
  if (all.isError && !all.data) return <Failed error={all.error} retry={() => void all.refetch()} />;
  if (!all.data) return <div aria-busy="true" />;
  const platform = all.data.platforms.find((one) => one.kind === kind);
  if (view === "connect" && platform) {
    const [before] = all.data.connections.filter((one) => one.kind === kind);
    return <ConnectForm key={kind} of={platform} account={before?.account ?? ""} done={to("")} />;
  }
  if (view !== "failed") return <All of={all.data} />;
  return (
    <>
      <button type="button" className="link" onClick={to("")}>
        {i18n.t("To the connections")}
      </button>
      <KeptEvents />
    </>
  );
}

function All({ of }: { of: ConnectionList }) {
  const me = useMe();
  const { connections, platforms, messages, warnings } = of;
  return (
    <>
      {warnings.map((one) => (
        <p key={one} className="hint-line">
          {one}
        </p>
      ))}
      {connections.length === 0 && (
        <p className="quiet">{i18n.t("Nothing is connected yet: begin with the shop where your orders are.")}</p>
      )}
      {connections.map((one) => (
        <ConnectionCard
          key={one.id}
          of={one}
          platform={may(me, "settings.write") ? platforms.find(({ kind }) => kind === one.kind) : undefined}
        />
      ))}
      {messages && (
        <section className="settings-card">
          <h3>{i18n.t("Messages")}</h3>
          <ul className="facts">
            <li>{i18n.t("Complete up to {when}", { when: dateAndClock(messages.complete_until) })}</li>
            {messages.error && <li className="wrong">{i18n.t("Last try: {why}", { why: messages.error })}</li>}
          </ul>
        </section>
      )}
      {may(me, "settings.write") && (
        <Offered
          of={offered(platforms, connections)}
          connected={connections.filter(isActive).map(({ kind }) => kind)}
        />
      )}
    </>
  );
}

function Offered({ of, connected }: { of: readonly Platform[]; connected: readonly string[] }) {
  return (
    <section className="settings-group">
      <h2>{i18n.t("Connect")}</h2>
      <ul className="settings-cards">
        {of.map((one) => (
          <li key={one.kind}>
            <a
              href={`/console/settings/connections/connect/${one.kind}`}
              onClick={(event) => {
                if (event.metaKey || event.ctrlKey) return;
                event.preventDefault();
                to(`/connect/${one.kind}`)();
              }}
            >
              <b>{one.kind === "own" ? i18n.t("Your own system") : one.name}</b>
              <small>{(ABOUT[one.kind] ?? (() => one.summary))()}</small>
              {connected.includes(one.kind) && <small>{i18n.t("Connected")}</small>}
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
