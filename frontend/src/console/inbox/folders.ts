// The folders' names, as the console's language has them.
import { i18n } from "@lingui/core";
import type { Folder } from "../shell/place";

export function folderName(folder: Folder): string {
  const names: Record<Folder, string> = {
    mine: i18n.t("Mine"),
    unassigned: i18n.t("Unassigned"),
    waiting: i18n.t("Waiting"),
    assistant: i18n.t("With the assistant"),
    mentions: i18n.t("Mentions"),
    snoozed: i18n.t("Snoozed"),
    resolved: i18n.t("Resolved"),
    breached: i18n.t("Goal missed"),
    all: i18n.t("All"),
  };
  return names[folder];
}

const MOST = 1000;

/** Return a count as a badge shows it. */
export const badge = (count: number | undefined) => (!count ? "" : count > MOST ? `${MOST}+` : String(count));
