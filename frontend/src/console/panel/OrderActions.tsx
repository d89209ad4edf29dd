import { i18n } from "@lingui/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import {
  Button,
  Dialog,
  Heading,
  Menu,
  MenuItem,
  MenuTrigger,
  Modal,
  ModalOverlay,
  Popover,
} from "react-aria-components";
import { ActionForm } from "./ActionForm";
import { type Action, customerDesk, type Order, PANEL_KEYS } from "./customer";
import { actionName } from "./words";

/** What can be done about an order now: chosen from a menu, done in a dialog that says what will happen. */
export function OrderActions({ of }: { of: Order }) {
  const [asked, setAsked] = useState(false);
  const [chosen, setChosen] = useState<Action | null>(null);
  const queryKey = [...PANEL_KEYS.actions(of.id), of.stage];
  const offered = useQuery({ queryKey, queryFn: () => customerDesk.actions(of.id), enabled: asked }).data;
  const needs = offered?.actions.find((one) => one.action === chosen)?.needs ?? null;
  return (
    <>
      <MenuTrigger onOpenChange={setAsked}>
        <Button className="plain">{i18n.t("Do something about it")}</Button>
        <Popover className="popover">
          <Menu
            className="menu"
            aria-label={i18n.t("Order {number}", { number: of.number })}
            onAction={(key) => setChosen(key as Action)}
          >
            {(offered?.actions ?? []).map((one) => (
              <MenuItem key={one.action} id={one.action}>
                {actionName(one.action)}
              </MenuItem>
            ))}
          </Menu>
        </Popover>
      </MenuTrigger>
      <ModalOverlay
        className="overlay"
        isDismissable
        isOpen={chosen !== null}
        onOpenChange={(open) => !open && setChosen(null)}
      >
        <Modal className="modal">
          <Dialog className="dialog">
            <header>
              <Heading slot="title">{chosen && `${actionName(chosen)} · ${of.number}`}</Heading>
              <button type="button" className="round" aria-label={i18n.t("Close")} onClick={() => setChosen(null)}>
                ×
              </button>
            </header>
            {chosen && <ActionForm of={of} action={chosen} needs={needs} done={() => setChosen(null)} />}
          </Dialog>
        </Modal>
      </ModalOverlay>
    </>
  );
}
