import { i18n } from "@lingui/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import { SentForm } from "../../rules/parts";
import { tell } from "../../shell/toasts";
import { faultsOf } from "../faults";
import { changeShop, SHOP, type ShopSettings } from "../shop/calls";
import { changedOf, type ShopField } from "../shop/fields";
import { ShopFieldBox } from "../shop/ShopFieldBox";
import { DLT } from "./calls";

const FIELDS: readonly ShopField[] = [
  {
    name: "dlt_entity_id",
    kind: "text",
    say: () => i18n.t("Your entity's id"),
    hint: () => i18n.t("19 digits, from your DLT platform"),
  },
  {
    name: "dlt_headers",
    kind: "text",
    say: () => i18n.t("Your headers"),
    hint: () => i18n.t("Each with its letter, like MYSHOP-S or 612345-P, with commas between them"),
  },
  {
    name: "dlt_consent_id",
    kind: "text",
    say: () => i18n.t("Consent template's id"),
    hint: () => i18n.t("19 digits, needed for offers; or empty"),
  },
];

/** What is registered of the shop itself, and how its SMS go to India. */
export function EntityForm({ of }: { of: ShopSettings }) {
  const id = useId();
  const queries = useQueryClient();
  const [typed, setTyped] = useState<Record<string, string>>({});
  const changed = changedOf(typed, of.written);
  const change = (name: string) => (text: string) => setTyped((before) => ({ ...before, [name]: text }));
  const save = useMutation({
    mutationFn: () => changeShop(changed),
    onSuccess: (told) => {
      queries.setQueryData(SHOP, told);
      setTyped({});
      tell({ text: i18n.t("Saved"), seconds: 3 });
      void queries.invalidateQueries({ queryKey: DLT });
    },
  });
  const wrong = save.error ? faultsOf(save.error) : {};
  return (
    <SentForm of={save} send={() => save.mutate()} label={i18n.t("What is registered of your shop")}>
      <div className="field">
        <label htmlFor={id}>{i18n.t("How SMS go to India")}</label>
        <select
          id={id}
          value={typed.sms_to_india ?? of.written.sms_to_india ?? ""}
          onChange={(event) => change("sms_to_india")(event.target.value)}
        >
          <option value="registered">{i18n.t("Registered: only what is registered leaves")}</option>
          <option value="foreign">{i18n.t("From abroad by Twilio, until you have registered")}</option>
        </select>
      </div>
      {FIELDS.map((field) => (
        <ShopFieldBox
          key={field.name}
          of={field}
          text={typed[field.name] ?? of.written[field.name] ?? ""}
          wrong={wrong[field.name]}
          change={change(field.name)}
        />
      ))}
      <div className="rules-buttons">
        <button type="submit" className="primary" disabled={save.isPending || Object.keys(changed).length === 0}>
          {i18n.t("Save")}
        </button>
        <span className="wrong" role="alert">
          {wrong[""]}
        </span>
      </div>
    </SentForm>
  );
}
