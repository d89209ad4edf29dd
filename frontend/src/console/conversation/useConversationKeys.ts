import type { ConversationWhole } from "../api/shapes";
import { useCommands } from "../keys/commands";
import { focusOnce } from "../shell/layers";
import { dialogOpen, menuOpen, panelOpen, panelShown } from "../shell/panes";
import type { Actions } from "./useActions";

/** Give the keys of a conversation their functions. */
export function useConversationKeys(of: ConversationWhole, actions: Actions) {
  const open = (menu: string) => () => menuOpen.set(menu);
  useCommands({
    resolve: () => void actions.toggleResolved(),
    resolveNext: () => void actions.resolveNext(),
    answered: () => void actions.answered(),
    unread: () => void actions.unread(),
    take: () => void actions.take(),
    handBack: () => of.owner !== "assistant" && dialogOpen.set("handBack"),
    assignMe: () => void actions.assignMe(),
    snooze: open("snooze"),
    assign: open("assign"),
    label: open("label"),
    macro: open("macro"),
    more: open("more"),
    wrong: () => void import("../teaching/marking").then(({ markLast }) => markLast(of.id)),
    orders: () => {
      panelShown.set(true);
      panelOpen.set(true);
      focusOnce("[data-panel=orders]");
    },
  });
}
