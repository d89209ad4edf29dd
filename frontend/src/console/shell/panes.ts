// Which panes are open, kept in this browser.
import { makeKept, makeStore } from "./store";

export const navShown = makeKept("dastak.nav", true);
export const panelShown = makeKept("dastak.panel", true);
/** On a narrow screen, where folders and panel lie above the rest. */
export const navOpen = makeStore(false);
export const panelOpen = makeStore(false);
const BESIDE = "(width >= 1280px)";

/** Show or hide the right panel: where there is room it stands beside the thread, else it is a sheet above it. */
export function togglePanel() {
  if (matchMedia(BESIDE).matches) return panelShown.set((shown) => !shown);
  panelOpen.set((open) => !open || !panelShown.get());
  panelShown.set(true);
}

/** Which menu of the open conversation, or of what is selected, is open. */
export const menuOpen = makeStore<string>("");
/** Which dialog lies above the page. */
export const dialogOpen = makeStore<
  "" | "help" | "palette" | "snoozeUntil" | "snoozeSelected" | "handBack" | "sendLater" | "sendMany" | "views"
>("");
