import { i18n } from "@lingui/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Dialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import type { ConversationWhole, Macro, MacroGiven } from "../api/shapes";
import { customerDesk, PANEL_KEYS } from "../panel/customer";
import { needed, stage } from "../panel/words";
import { Field } from "../session/Field";
import { lackOf, type Names, tellEffect } from "./effects";

interface Props {
  of: ConversationWhole;
  macro: Macro;
  names: Names;
  run: (given: MacroGiven) => void;
  close: () => void;
}

/** A macro that does something about an order: all it will do, for which order, and what it still needs. */
export function MacroDialog({ of, macro, names, run, close }: Props) {
  const customer = of.customer_id;
  const orders = useQuery({ queryKey: PANEL_KEYS.orders(customer), queryFn: () => customerDesk.orders(customer) }).data;
  const [chosen, setChosen] = useState<number | null>(null);
  const [value, setValue] = useState("");
  const lack = lackOf(macro);
  const order = chosen ?? orders?.[0]?.id;
  const submit = () => {
    if (order === undefined) return;
    close();
    run({ order_id: order, ...(lack && { [lack.field]: lack.field === "points" ? Number(value) : value.trim() }) });
  };
  return (
    <ModalOverlay className="overlay" isDismissable isOpen onOpenChange={(open) => !open && close()}>
      <Modal className="modal">
        <Dialog className="dialog">
          <header>
            <Heading slot="title">{macro.name}</Heading>
            <button type="button" className="round" aria-label={i18n.t("Close")} onClick={close}>
              ×
            </button>
          </header>
          <form
            className="dialog-form"
            onSubmit={(event) => {
              event.preventDefault();
              submit();
            }}
          >
            <ol className="effects" aria-label={i18n.t("What it does")}>
              {macro.effects.map((effect) => (
                <li key={JSON.stringify(effect)}>{tellEffect(effect, names)}</li>
              ))}
            </ol>
            {orders?.length === 0 && <p className="wrong">{i18n.t("This customer has no order.")}</p>}
            <label className="field">
              <span>{i18n.t("For which order")}</span>
              <select value={order ?? ""} onChange={(event) => setChosen(Number(event.target.value))}>
                {orders?.map((one) => (
                  <option key={one.id} value={one.id}>
                    {one.number} · {stage(one.stage)}
                  </option>
                ))}
              </select>
            </label>
            {lack && (
              <Field
                label={needed(lack.action, lack.field)}
                type={lack.field === "points" ? "number" : "text"}
                min={lack.field === "points" ? 1 : undefined}
                value={value}
                required
                autoFocus
                onChange={(event) => setValue(event.target.value)}
              />
            )}
            <button
              type="submit"
              className="primary"
              disabled={order === undefined || (lack !== null && !value.trim())}
            >
              {i18n.t("Run it")}
            </button>
          </form>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
