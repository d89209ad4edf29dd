import type { ReactNode } from "react";
import { Button, MenuTrigger, Popover } from "react-aria-components";
import { Icon, type IconName } from "../../thread/icons";
import { withKey } from "../keys/table";
import { menuOpen } from "../shell/panes";
import { useStore } from "../shell/store";

interface Props {
  /** The command that opens it, by which its key is found. */
  name: string;
  label: string;
  icon: IconName;
  /** Stands in the bar of what is selected, not in a conversation's head. */
  many?: boolean;
  children: ReactNode;
}

/** Return what a menu is called while it is open: of what is selected it is another than the open conversation's. */
export const menuOf = (name: string, many = false) => (many ? `${name} selected` : name);

/** A button with its menu, which the button's key opens as well. */
export function HeadMenu({ name, label, icon, many, children }: Props) {
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
        {children}
      </Popover>
    </MenuTrigger>
  );
}
