import { i18n } from "@lingui/core";
import { MenuItem } from "react-aria-components";
import type { Availability, Staff } from "../api/shapes";
import { Face } from "../inbox/Face";
import { nameOf, useColleagues } from "../inbox/people";
import { named } from "../words/named";
import { HeadMenu } from "./HeadMenu";

const NOBODY = 0;

interface Props {
  /** Who has it; undefined where many have it. */
  assignee?: number | null;
  assign: (to: Staff | null) => unknown;
  many?: boolean;
}

export function AssignMenu({ assignee, assign, many = false }: Props) {
  const staff = useColleagues();
  const pick = (key: string | number) => assign(staff.find((one) => one.id === Number(key)) ?? null);
  return (
    <HeadMenu
      name="assign"
      label={i18n.t("Assign")}
      icon="person"
      many={many}
      selectionMode="single"
      selectedKeys={assignee === undefined ? [] : [assignee ?? NOBODY]}
      onAction={pick}
    >
      {staff.map((one) => (
        <MenuItem key={one.id} id={one.id} textValue={nameOf(one)}>
          <Face id={one.id} name={nameOf(one)} small silent />
          <span>{nameOf(one)}</span>
          {one.availability && (
            <small className={`availability ${one.availability}`}>{available(one.availability)}</small>
          )}
        </MenuItem>
      ))}
      <MenuItem id={NOBODY}>{i18n.t("Nobody")}</MenuItem>
    </HeadMenu>
  );
}

export const AVAILABLE: Record<Availability, () => string> = {
  online: () => i18n.t("online"),
  busy: () => i18n.t("busy"),
  away: () => i18n.t("away"),
  away_give_back: () => i18n.t("away, gives back"),
};
export const available = (state: string) => named(AVAILABLE, state, () => "");
