import { i18n } from "@lingui/core";
import { Suspense, useEffect } from "react";
import { Inbox } from "../inbox/Inbox";
import { useViewKeys } from "../inbox/useViews";
import { ViewsDialog } from "../inbox/ViewsDialog";
import { useCommands } from "../keys/commands";
import { Help } from "../keys/Help";
import { Palette } from "../keys/Palette";
import { useKeys } from "../keys/useKeys";
import { OfflineBar } from "../live/OfflineBar";
import { useLive } from "../live/useLive";
import { may, useMe } from "../session/session";
import { Boundary } from "./Boundary";
import { keepFocus } from "./focus";
import { PAGES } from "./pages";
import { dialogOpen, navOpen, navShown } from "./panes";
import { type Folder, go, usePlace } from "./place";
import { SideNav } from "./SideNav";
import { useStore } from "./store";
import { Toasts } from "./Toasts";
import { keepTelling } from "./telling";
import { undoLast } from "./toasts";

const PLAIN = { view: null, query: "", sort: null, id: null, rest: "" };

/** The console of somebody who is logged in. */
export function Desk({ simulated }: { simulated: boolean }) {
  const me = useMe();
  const { page } = usePlace();
  const nav = useStore(navShown);
  const open = useStore(navOpen);
  const dialog = useStore(dialogOpen);
  const line = useLive(me.staff.id);
  // biome-ignore lint/correctness/useExhaustiveDependencies: somebody else's log-in is told anew
  useEffect(keepTelling, [me.csrf]);
  useEffect(keepFocus, []);
  useKeys(me.letter_keys);
  useViewKeys();
  useStart(!me.set_up && may(me, "settings.write"));
  const folder = (name: Folder) => () => go({ ...PLAIN, page: "inbox", folder: name });
  const other = (name: string) => () => go({ ...PLAIN, page: name });
  useCommands({
    goMine: folder("mine"),
    goUnassigned: folder("unassigned"),
    goAll: folder("all"),
    goSettings: other("settings"),
    goCustomers: other("customers"),
    goReports: other("reports"),
    goTeaching: other("teaching"),
    ...(may(me, "broadcasts.read") && { goBroadcasts: other("broadcasts") }),
    nav: () => navShown.set((before) => !before),
    help: () => dialogOpen.set("help"),
    palette: () => dialogOpen.set("palette"),
    views: () => dialogOpen.set("views"),
    undo: () => void undoLast(),
  });
  const Page = PAGES[page];
  return (
    <div className={`desk ${nav ? "" : "no-nav"} ${open ? "nav-open" : ""}`}>
      <OfflineBar line={line} />
      <SideNav me={me} simulated={simulated} />
      {open && (
        <button type="button" className="veil" aria-label={i18n.t("Close")} onClick={() => navOpen.set(false)} />
      )}
      <Boundary key={page}>
        <Suspense fallback={<main className="page" aria-busy="true" />}>
          {page === "inbox" ? <Inbox /> : Page ? <Page /> : <NotYet />}
        </Suspense>
      </Boundary>
      {dialog === "help" && <Help />}
      {dialog === "palette" && <Palette />}
      {dialog === "views" && <ViewsDialog />}
      <Toasts />
    </div>
  );
}

/** The console of a shop that is not live begins where it is set up, unless an address says otherwise. */
function useStart(wanted: boolean) {
  useEffect(() => {
    if (wanted && /^\/console\/?$/.test(location.pathname)) go({ ...PLAIN, page: "start" }, true);
  }, [wanted]);
}

function NotYet() {
  return (
    <main className="page">
      <h1>{i18n.t("This page is not there yet")}</h1>
      <button type="button" className="primary" onClick={() => go({ ...PLAIN, page: "inbox" })}>
        {i18n.t("To the inbox")}
      </button>
    </main>
  );
}
