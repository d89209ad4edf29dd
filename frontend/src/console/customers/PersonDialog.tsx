import { i18n } from "@lingui/core";
import type { ReactNode } from "react";
import { Dialog, Heading, Modal, ModalOverlay } from "react-aria-components";

interface Props {
  title: string;
  shut: () => void;
  children: ReactNode;
}

/** A dialog about a customer, there as long as it is drawn; Escape and a click outside shut it. */
export function PersonDialog({ title, shut, children }: Props) {
  return (
    <ModalOverlay className="overlay" isDismissable isOpen onOpenChange={(open) => !open && shut()}>
      <Modal className="modal">
        <Dialog className="dialog">
          <header>
            <Heading slot="title">{title}</Heading>
            <button type="button" className="round" aria-label={i18n.t("Close")} onClick={shut}>
              ×
            </button>
          </header>
          {children}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
