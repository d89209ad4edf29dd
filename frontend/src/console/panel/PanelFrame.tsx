import { i18n } from "@lingui/core";
import { useQuery } from "@tanstack/react-query";
import { Icon } from "../../thread/icons";
import { desk, KEYS } from "../api/desk";
import { panelOpen } from "../shell/panes";
import { useStore } from "../shell/store";
import { RightPanel } from "./RightPanel";

/** The right pane; on narrow screens a sheet above the rest. */
export function PanelFrame({ id }: { id: number }) {
  const open = useStore(panelOpen);
  const of = useQuery({ queryKey: KEYS.conversation(id), queryFn: () => desk.conversation(id) }).data;
  return (
    <aside className={open ? "panel open" : "panel"} aria-label={i18n.t("Customer and orders")}>
      <header className="only-narrow">
        <button type="button" className="round" aria-label={i18n.t("Close")} onClick={() => panelOpen.set(false)}>
          <Icon name="close" />
        </button>
      </header>
      {of && <RightPanel of={of} />}
    </aside>
  );
}
