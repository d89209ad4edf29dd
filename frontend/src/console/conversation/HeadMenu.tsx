import type { KeyboardEvent } from "react";
import { Button, Menu, type MenuProps, MenuTrigger, Popover } from "react-aria-components";
import { Icon, type IconName } from "../../thread/icons";
import { withKey } from "../keys/table";
import { menuOpen } from "../shell/panes";
import { useStore } from "../shell/store";

interface Props extends MenuProps<object> {
  /** The command that opens it, by which its key is found. */
  name: string;
  label: string;
  icon: IconName;
  /** Stands in the bar of what is selected, not in a conversation's head. */
  many?: boolean;
  /** Sees each key before the menu does. */
  onKeys?: (event: KeyboardEvent) => void;
}

/** Return what a menu is called while it is open: of what is selected it is another than the open conversation's. */
export const menuOf = (name: string, many = false) => (many ? `${name} selected` : name);

/** A button with its menu, which the button's key opens as well: then Enter takes what stands first. */
export function HeadMenu({ name, label, icon, many, onKeys, ...menu }: Props) {
  const mine = menuOf(name, many);
  const open = useStore(menuOpen) === mine;
  return (
    <MenuTrigger isOpen={open} onOpenChange={(now) => menuOpen.set(now ? mine : "")}>
      <span title={withKey(name, label)}>
        <Button className="round" aria-label={label}>
          <Icon name={icon} />
        </Button>
      </span>
      <Popover className="popover" placement="bottom end">
        <div onKeyDownCapture={onKeys}>
          <Menu {...menu} className="menu" aria-label={label} autoFocus="first" />
        </div>
      </Popover>
    </MenuTrigger>
  );
}
