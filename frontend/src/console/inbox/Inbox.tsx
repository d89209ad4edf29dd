import { i18n } from "@lingui/core";
import { lazy, Suspense } from "react";
import { Conversation } from "../conversation/Conversation";
import { useCommands } from "../keys/commands";
import { withKey } from "../keys/table";
import { panelOpen, panelShown, togglePanel } from "../shell/panes";
import { go, usePlace } from "../shell/place";
import { useStore } from "../shell/store";
import { ConversationList } from "./ConversationList";

const PanelFrame = lazy(() => import("../panel/PanelFrame").then((found) => ({ default: found.PanelFrame })));

/** List, conversation, panel; on a narrow screen one of them. */
export function Inbox() {
  const { id } = usePlace();
  const shown = useStore(panelShown);
  useCommands({
    back: () => {
      panelOpen.set(false);
      go({ id: null });
      document.querySelector<HTMLElement>(".rows")?.focus();
    },
    panel: togglePanel,
  });
  return (
    <div className={`inbox ${id ? "has-open" : ""} ${id && shown ? "has-panel" : ""}`}>
      <ConversationList />
      {id ? (
        <>
          <Conversation key={id} id={id} />
          <Suspense>{shown && <PanelFrame id={id} />}</Suspense>
        </>
      ) : (
        <main className="conversation nothing">
          <p>{i18n.t("Open a conversation: j and k go through the list.")}</p>
          <p className="quiet">{withKey("palette", i18n.t("Everything else"))}</p>
        </main>
      )}
    </div>
  );
}
