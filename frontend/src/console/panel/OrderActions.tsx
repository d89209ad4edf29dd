import { i18n } from "@lingui/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Button, Menu, MenuItem, MenuTrigger, Popover } from "react-aria-components";
import { ActionDialog } from "./ActionDialog";
import { customerDesk, type Offered, type Order, PANEL_KEYS } from "./customer";
import { actionName } from "./words";

/** What can be done about an order now: chosen from a menu, done in a dialog that says what will happen. */
export function OrderActions({ of }: { of: Order }) {
  const [asked, setAsked] = useState(false);
  const [chosen, setChosen] = useState<Offered["actions"][number] | null>(null);
  const queryKey = [...PANEL_KEYS.actions(of.id), of.stage];
  const offered = useQuery({ queryKey, queryFn: () => customerDesk.actions(of.id), enabled: asked }).data;
  // A question about the address stands beside it.
  const listed = offered?.actions.filter((one) => !one.asks) ?? [];
  return (
    <>
      <MenuTrigger onOpenChange={setAsked}>
        <Button className="plain">{i18n.t("Do something about it")}</Button>
        <Popover className="popover">
          <Menu
            className="menu"
            aria-label={i18n.t("Order {number}", { number: of.number })}
            onAction={(key) => setChosen(listed.find((one) => one.action === key) ?? null)}
          >
            {listed.map((one) => (
              <MenuItem key={one.action} id={one.action}>
                {actionName(one.action)}
              </MenuItem>
            ))}
          </Menu>
        </Popover>
      </MenuTrigger>
      <ActionDialog of={of} chosen={chosen} close={() => setChosen(null)} />
    </>
  );
}
