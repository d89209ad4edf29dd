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
  children: ReactNode;
}

/** A button of the head with its menu, which the button's key opens as well. */
export function HeadMenu({ name, label, icon, children }: Props) {
  const open = useStore(menuOpen) === name;
  return (
    <MenuTrigger isOpen={open} onOpenChange={(now) => menuOpen.set(now ? name : "")}>
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
