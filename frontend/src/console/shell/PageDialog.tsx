import { i18n } from "@lingui/core";
import type { ReactNode } from "react";
import { Dialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import { dialogOpen } from "./panes";
import { useStore } from "./store";

interface Props {
  name: ReturnType<typeof dialogOpen.get>;
  title: string;
  wide?: boolean;
  children: ReactNode;
}

/** A dialog above the page; Escape and a click outside close it. */
export function PageDialog({ name, title, wide, children }: Props) {
  const open = useStore(dialogOpen) === name;
  return (
    <ModalOverlay
      className="overlay"
      isDismissable
      isOpen={open}
      onOpenChange={(now) => dialogOpen.set(now ? name : "")}
    >
      <Modal className={wide ? "modal wide" : "modal"}>
        <Dialog className="dialog">
          <header>
            <Heading slot="title">{title}</Heading>
            <button type="button" className="round" aria-label={i18n.t("Close")} onClick={() => dialogOpen.set("")}>
              ×
            </button>
          </header>
          {children}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
