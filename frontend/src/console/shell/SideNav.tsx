import { i18n } from "@lingui/core";
import { Icon, type IconName } from "../../thread/icons";
import type { Session } from "../api/shapes";
import { FolderNav } from "../inbox/FolderNav";
import { withKey } from "../keys/table";
import { may } from "../session/session";
import { Mark } from "./Mark";
import { MyMenu } from "./MyMenu";
import { PAGES } from "./pages";
import { dialogOpen, navOpen } from "./panes";
import { go, usePlace } from "./place";

type Permission = Session["permissions"][number];

interface Props {
  me: Session;
  simulated: boolean;
}

/** The left pane: the shop, the folders, the other pages, and who is logged in. */
export function SideNav({ me, simulated }: Props) {
  const { page } = usePlace();
  const pages: [string, string, IconName, string, Permission][] = [
    ["customers", i18n.t("Customers"), "people", "goCustomers", "customers.read"],
    ["broadcasts", i18n.t("Broadcasts"), "send", "goBroadcasts", "broadcasts.read"],
    ["newsletters", i18n.t("Newsletters"), "note", "", "broadcasts.read"],
    ["segments", i18n.t("Segments"), "label", "", "segments.read"],
    ["texts", i18n.t("Texts"), "template", "", "broadcasts.read"],
    ["teaching", i18n.t("Teaching"), "voice", "goTeaching", "conversations.read"],
    ["settings", i18n.t("Settings"), "gears", "goSettings", "settings.read"],
  ];
  // The way to a live shop stays in sight until it is one.
  if (!me.set_up) pages.unshift(["start", i18n.t("Set up your shop"), "bolt", "", "settings.write"]);
  return (
    <div className="side">
      <header className="side-brand">
        <Mark />
        <div>
          <b>{me.shop}</b>
          <small>Dastak</small>
        </div>
      </header>
      <FolderNav />
      <nav className="pages" aria-label={i18n.t("Pages")}>
        {pages
          .filter(([name, , , , permission]) => PAGES[name] && may(me, permission))
          .map(([name, words, icon, does]) => (
            <a
              key={name}
              className="folder"
              href={`/console/${name}`}
              aria-current={page === name ? "page" : undefined}
              title={does && withKey(does, words)}
              onClick={(event) => {
                if (event.metaKey || event.ctrlKey) return;
                event.preventDefault();
                navOpen.set(false);
                go({ page: name, rest: "" });
              }}
            >
              <Icon name={icon} />
              <span>{words}</span>
            </a>
          ))}
        <button type="button" className="folder" onClick={() => dialogOpen.set("palette")}>
          <Icon name="search" />
          <span>{i18n.t("Commands")}</span>
          <kbd>{withKey("palette", "").replace(/[() ]/g, "")}</kbd>
        </button>
        <button type="button" className="folder" onClick={() => dialogOpen.set("help")}>
          <Icon name="keys" />
          <span>{i18n.t("Keys")}</span>
          <kbd>?</kbd>
        </button>
        {simulated && (
          <a className="folder" href="/phone" target="_blank" rel="noopener">
            <Icon name="link" />
            <span>{i18n.t("The phone")}</span>
          </a>
        )}
      </nav>
      <MyMenu me={me} />
    </div>
  );
}
