import { i18n } from "@lingui/core";
import { type MouseEvent, Suspense } from "react";
import { useCommands } from "../keys/commands";
import { may, useMe } from "../session/session";
import { BackButton } from "../shell/BackButton";
import { Boundary } from "../shell/Boundary";
import { go, usePlace } from "../shell/place";
import { GROUPS, type SettingsPage as Listed, SETTINGS, type SettingsGroup } from "./pages";
import "./settings.css";
import { NavButton } from "../shell/NavButton";

/** To the steps; a modifier's own meaning (another tab) stays. */
const toSteps = (event: MouseEvent) => {
  if (event.metaKey || event.ctrlKey) return;
  event.preventDefault();
  go({ page: "start", rest: "" });
};
const toAll = () => go({ page: "settings", rest: "" });

/** The settings: all pages of them, or one with the others beside it; on a narrow screen one at a time. */
export function SettingsPage() {
  const { rest } = usePlace();
  const name = rest.split("/")[0] ?? "";
  const mine = useMine();
  const open = mine.find((one) => one.name === name);
  if (name === "") return <All of={mine} />;
  return (
    <main className="page settings with-nav" aria-label={open?.say() ?? i18n.t("Settings")}>
      <Nav of={mine} open={name} />
      <div className="settings-body">{open ? <One key={open.name} of={open} /> : <NoSuchPage />}</div>
    </main>
  );
}

/** Return the pages that whoever is logged in may open. */
function useMine(): readonly Listed[] {
  const me = useMe();
  return SETTINGS.filter((one) => may(me, one.needs));
}

const grouped = (of: readonly Listed[]) =>
  (Object.keys(GROUPS) as SettingsGroup[])
    .map((group) => ({ group, pages: of.filter((one) => one.group === group) }))
    .filter(({ pages }) => pages.length > 0);

function All({ of }: { of: readonly Listed[] }) {
  const me = useMe();
  return (
    <main className="page settings" aria-label={i18n.t("Settings")}>
      <header className="settings-head">
        <NavButton />
        <h1>{i18n.t("Settings")}</h1>
      </header>
      {may(me, "settings.write") && (
        <ul className="settings-cards">
          <li>
            <a href="/console/start" onClick={toSteps}>
              <b>{i18n.t("Set up your shop")}</b>
              <small>{i18n.t("Step by step: what is done, and what is still missing")}</small>
            </a>
          </li>
        </ul>
      )}
      {grouped(of).map(({ group, pages }) => (
        <section key={group} className="settings-group">
          <h2>{GROUPS[group]()}</h2>
          <ul className="settings-cards">
            {pages.map((one) => (
              <li key={one.name}>
                <SettingsLink of={one}>
                  <b>{one.say()}</b>
                  <small>{one.about()}</small>
                </SettingsLink>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </main>
  );
}

function Nav({ of, open }: { of: readonly Listed[]; open: string }) {
  return (
    <nav className="settings-nav" aria-label={i18n.t("Pages of the settings")}>
      {grouped(of).map(({ group, pages }) => (
        <section key={group}>
          <h2>{GROUPS[group]()}</h2>
          <ul>
            {pages.map((one) => (
              <li key={one.name}>
                <SettingsLink of={one} current={one.name === open}>
                  {one.say()}
                </SettingsLink>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </nav>
  );
}

interface LinkProps {
  of: Listed;
  current?: boolean;
  children: React.ReactNode;
}

function SettingsLink({ of, current = false, children }: LinkProps) {
  return (
    <a
      href={`/console/settings/${of.name}`}
      aria-current={current ? "page" : undefined}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey) return;
        event.preventDefault();
        go({ page: "settings", rest: of.name });
      }}
    >
      {children}
    </a>
  );
}

function One({ of }: { of: Listed }) {
  const me = useMe();
  useCommands({ back: toAll });
  return (
    <>
      <header className="settings-head">
        <BackButton name={i18n.t("All settings")} back={toAll} />
        <h1>{of.say()}</h1>
        {!me.set_up && may(me, "settings.write") && (
          <button type="button" className="link" onClick={toSteps}>
            {i18n.t("To the steps")}
          </button>
        )}
      </header>
      <Boundary>
        <Suspense fallback={<div aria-busy="true" />}>
          <of.Page />
        </Suspense>
      </Boundary>
    </>
  );
}

function NoSuchPage() {
  return (
    <div className="empty">
      <h1>{i18n.t("There is no such page")}</h1>
      <button type="button" className="plain" onClick={toAll}>
        {i18n.t("All settings")}
      </button>
    </div>
  );
}
