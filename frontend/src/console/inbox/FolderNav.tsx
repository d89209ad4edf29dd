import { i18n } from "@lingui/core";
import { useQuery } from "@tanstack/react-query";
import type { MouseEvent, ReactNode } from "react";
import { desk, KEYS } from "../api/desk";
import { withKey } from "../keys/table";
import { dialogOpen, navOpen } from "../shell/panes";
import { FOLDERS, go, type Place, usePlace, writePlace } from "../shell/place";
import { badge, folderName } from "./folders";
import { placeOf, useViews } from "./useViews";

const HOLDS = { asked: "", view: null, query: "", sort: null, id: null, at: null, rest: "" };
const KEY_OF: Partial<Record<string, string>> = { mine: "goMine", unassigned: "goUnassigned", all: "goAll" };

/** The folders and views, each with how many it holds. */
export function FolderNav() {
  const place = usePlace();
  const counts = useQuery({ queryKey: KEYS.counts, queryFn: desk.counts }).data;
  const views = useViews();
  return (
    <nav className="folders" aria-label={i18n.t("Folders")}>
      {FOLDERS.map((folder) => (
        <FolderLink
          key={folder}
          to={{ ...HOLDS, page: "inbox", folder }}
          current={place.page === "inbox" && !place.view && !place.query && place.folder === folder}
          count={badge(counts?.[folder])}
          tip={KEY_OF[folder] && withKey(KEY_OF[folder], folderName(folder))}
          urgent={folder === "breached" || folder === "waiting"}
        >
          {folderName(folder)}
        </FolderLink>
      ))}
      {views.length > 0 && (
        <h2>
          <button type="button" title={withKey("views")} onClick={() => dialogOpen.set("views")}>
            {i18n.t("Views")} <span aria-hidden="true">⋯</span>
          </button>
        </h2>
      )}
      {views.map((view) => (
        <FolderLink
          key={view.id}
          to={placeOf(view)}
          current={place.view === view.id}
          count={badge(counts?.views?.[view.id])}
          tip={view.pin ? withKey(`view${view.pin}`, view.name) : undefined}
        >
          {view.pin && <kbd>{view.pin}</kbd>} {view.name}
        </FolderLink>
      ))}
    </nav>
  );
}

interface LinkProps {
  to: Place;
  current: boolean;
  count: string;
  tip?: string | undefined;
  urgent?: boolean;
  children: ReactNode;
}

function FolderLink({ to, current, count, tip, urgent, children }: LinkProps) {
  const follow = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey) return;
    event.preventDefault();
    navOpen.set(false);
    go(to);
  };
  return (
    <a
      className={urgent && count ? "folder urgent" : "folder"}
      href={writePlace(to)}
      aria-current={current ? "page" : undefined}
      title={tip}
      onClick={follow}
    >
      <span>{children}</span>
      {count && <span className="count">{count}</span>}
    </a>
  );
}
