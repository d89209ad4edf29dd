import { i18n } from "@lingui/core";
import { MenuItem, Separator } from "react-aria-components";
import type { PutOff, SnoozeFor } from "../api/shapes";
import { dialogOpen } from "../shell/panes";
import { clock } from "../words/moments";
import { HeadMenu } from "./HeadMenu";
import { laterThan } from "./snoozing";

interface Props {
  snooze: (how: PutOff) => unknown;
  /** Left out where nothing sleeps. */
  wake?: (() => unknown) | undefined;
  many?: boolean;
}

/** Until when a conversation is put off, or all that are selected. */
export function SnoozeMenu({ snooze, wake, many = false }: Props) {
  const later = laterThan(new Date());
  const pick = (key: string | number) => {
    const name = String(key);
    if (name === "pick") dialogOpen.set(many ? "snoozeSelected" : "snoozeUntil");
    else if (name === "wake") wake?.();
    else if (name === "today" || name === "tomorrow" || name === "monday") {
      snooze({ until: later[name].toISOString() });
    } else snooze({ for: name as SnoozeFor });
  };
  return (
    <HeadMenu name="snooze" label={i18n.t("Snooze")} icon="moon" many={many} onAction={pick}>
      {wake && <MenuItem id="wake">{i18n.t("Wake it now")}</MenuItem>}
      <MenuItem id="today" textValue={i18n.t("Later today")}>
        {i18n.t("Later today")} <small>{clock(later.today.toISOString())}</small>
      </MenuItem>
      <MenuItem id="tomorrow">{i18n.t("Tomorrow, 10:00")}</MenuItem>
      <MenuItem id="monday">{i18n.t("Monday, 10:00")}</MenuItem>
      <Separator />
      <MenuItem id="parcel">{i18n.t("When the parcel's status changes")}</MenuItem>
      <MenuItem id="window">{i18n.t("When the window is about to close")}</MenuItem>
      <MenuItem id="reply">{i18n.t("Until they write")}</MenuItem>
      <Separator />
      <MenuItem id="pick">{i18n.t("Pick a time…")}</MenuItem>
    </HeadMenu>
  );
}
