import { i18n } from "@lingui/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { once } from "../api/client";
import { Field } from "../session/Field";
import { complain, tell } from "../shell/toasts";
import { customerDesk, type Offered, type Order, PANEL_KEYS } from "./customer";
import { actionName, hindrance, needed, whatHappens } from "./words";

interface Props {
  of: Order;
  chosen: Offered["actions"][number];
  done: () => void;
}

/** What will happen, what has to be known for it, and whether the customer is told. */
export function ActionForm({ of, chosen, done }: Props) {
  const { action, needs } = chosen;
  const [value, setValue] = useState("");
  const [tells, setTells] = useState(true);
  // One key for as long as the dialog is open: a second click does nothing twice.
  const [key] = useState(once);
  const queries = useQueryClient();
  const act = useMutation({
    mutationFn: () => {
      const filled = needs === "points" ? { points: Number(value) } : needs ? { [needs]: value.trim() } : {};
      return customerDesk.act(of.id, { action, tell: tells, detail: "", points: 0, code: "", ...filled }, key);
    },
    onSuccess: ({ outgoing_id }) => {
      for (const queryKey of [PANEL_KEYS.orders(of.customer_id), PANEL_KEYS.requests(of.customer_id), ["order"]]) {
        void queries.invalidateQueries({ queryKey });
      }
      const what = actionName(action);
      const untold = tells && outgoing_id === null;
      tell({
        text: untold ? i18n.t("Done: {what}. The customer was not told.", { what }) : i18n.t("Done: {what}", { what }),
      });
      done();
    },
    onError: complain,
  });
  return (
    <form
      className="dialog-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (!act.isPending) act.mutate();
      }}
    >
      <p>{whatHappens(action)}</p>
      {needs && (
        <Field
          label={needed(action, needs)}
          type={needs === "points" ? "number" : "text"}
          min={needs === "points" ? 1 : undefined}
          value={value}
          required
          autoFocus
          onChange={(event) => setValue(event.target.value)}
        />
      )}
      {chosen.hindrance && (
        <p className="wrong" role="status">
          {hindrance(chosen.hindrance)}
        </p>
      )}
      {!chosen.asks && (
        <label className="check-line">
          <input type="checkbox" checked={tells} onChange={(event) => setTells(event.target.checked)} />
          {i18n.t("Tell the customer, in their language")}
        </label>
      )}
      <button
        type="submit"
        className="primary"
        disabled={act.isPending || chosen.hindrance !== null || (needs !== null && !value.trim())}
      >
        {actionName(action)}
      </button>
    </form>
  );
}
