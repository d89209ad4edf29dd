import { i18n } from "@lingui/core";
import { Button, Menu, MenuItem, MenuTrigger, Popover } from "react-aria-components";
import { COUPON_FIELDS, FIELDS } from "./words";

interface Props {
  /** Fields that the text has already, of the shop's own making. */
  used: readonly string[];
  coupon: boolean;
  insert: (name: string) => void;
}

const known = (name: string) => Object.hasOwn(FIELDS, name) || Object.hasOwn(COUPON_FIELDS, name);

/** Puts a field where the writing stands. */
export function FieldMenu({ used, coupon, insert }: Props) {
  const own = used.filter((name) => !known(name)).map((name) => [name, () => ""] as const);
  const all = [...Object.entries(FIELDS), ...(coupon ? Object.entries(COUPON_FIELDS) : []), ...own];
  return (
    <MenuTrigger>
      <Button className="plain">{i18n.t("Insert a field")}</Button>
      <Popover className="popover">
        <Menu className="menu" aria-label={i18n.t("Insert a field")} onAction={(name) => insert(String(name))}>
          {all.map(([name, said]) => (
            <MenuItem key={name} id={name} textValue={said() || name}>
              {said()} <small>{`{{${name}}}`}</small>
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
