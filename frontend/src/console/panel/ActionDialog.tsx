import { i18n } from "@lingui/core";
import { Dialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import { ActionForm } from "./ActionForm";
import type { Offered, Order } from "./customer";
import { actionName } from "./words";

interface Props {
  of: Order;
  /** What is to be done; null: nothing, and the dialog is shut. */
  chosen: Offered["actions"][number] | null;
  close: () => void;
}

/** Something that can be done about an order, done in a dialog that says what will happen. */
export function ActionDialog({ of, chosen, close }: Props) {
  return (
    <ModalOverlay className="overlay" isDismissable isOpen={chosen !== null} onOpenChange={(open) => !open && close()}>
      <Modal className="modal">
        <Dialog className="dialog">
          <header>
            <Heading slot="title">{chosen && `${actionName(chosen.action)} · ${of.number}`}</Heading>
            <button type="button" className="round" aria-label={i18n.t("Close")} onClick={close}>
              ×
            </button>
          </header>
          {chosen && <ActionForm of={of} chosen={chosen} done={close} />}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
