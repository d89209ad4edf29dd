import { i18n } from "@lingui/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { type Customer, PANEL_KEYS } from "../panel/customer";
import { Field } from "../session/Field";
import { complain, tell } from "../shell/toasts";
import { isTyped } from "./confirming";
import { PersonDialog } from "./PersonDialog";
import { calledOf, people } from "./people";

/** Forget somebody for good: what goes, what stays and why, and their name to be typed. */
export function EraseDialog({ of, shut }: { of: Customer; shut: () => void }) {
  const queries = useQueryClient();
  const [typed, setTyped] = useState("");
  const word = calledOf(of);
  const erase = useMutation({
    mutationFn: () => people.erase(of.id),
    onSuccess: async () => {
      // Nothing that was shown of them stays in this browser.
      for (const queryKey of [["customers"], ["conversation"], ["timeline"], ["list"], ["palette"]]) {
        void queries.invalidateQueries({ queryKey });
      }
      for (const queryKey of [PANEL_KEYS.orders(of.id), PANEL_KEYS.requests(of.id), PANEL_KEYS.customer(of.id)]) {
        await queries.invalidateQueries({ queryKey });
      }
      tell({ text: i18n.t("Forgotten for good") });
      shut();
    },
    onError: complain,
  });
  return (
    <PersonDialog title={i18n.t("Forget this customer")} shut={shut}>
      <form
        className="dialog-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (isTyped(typed, word) && !erase.isPending) erase.mutate();
        }}
      >
        <p>
          <b>{i18n.t("Goes for good:")}</b>{" "}
          {i18n.t(
            "name, numbers, addresses, e-mail, birthday, every message and file, notes, and what the shop's events said of them.",
          )}
        </p>
        <p>
          <b>{i18n.t("Stays, without a person:")}</b>{" "}
          {i18n.t(
            "orders and their sums, which the books must keep; points, stars, and that a yes or no was given, which figures are counted from.",
          )}
        </p>
        <p className="wrong">{i18n.t("Nobody can take this back.")}</p>
        <Field
          label={i18n.t("To confirm, type: {word}", { word })}
          value={typed}
          autoComplete="off"
          onChange={(event) => setTyped(event.target.value)}
        />
        <button type="submit" className="primary danger" disabled={!isTyped(typed, word) || erase.isPending}>
          {i18n.t("Forget for good")}
        </button>
      </form>
    </PersonDialog>
  );
}
