import { i18n } from "@lingui/core";
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { SESSION } from "../../session/session";
import { Failed } from "../../shell/Failed";
import { tell } from "../../shell/toasts";
import { type Faults, faultsOf } from "../faults";
import { changeShop, SHOP, type ShopSettings, useShop } from "./calls";
import { changedOf, GROUPS_OF_SHOP } from "./fields";
import { LogoBox } from "./LogoBox";
import { PriceLines } from "./PriceLines";
import { ShopFieldBox } from "./ShopFieldBox";

/** What a shop decides for itself. */
export function ShopPage() {
  const shop = useShop();
  if (shop.isError && !shop.data) return <Failed error={shop.error} retry={() => void shop.refetch()} />;
  return shop.data ? <Form of={shop.data} /> : <div aria-busy="true" />;
}

function Form({ of }: { of: ShopSettings }) {
  const queries = useQueryClient();
  // What was typed stays until it is kept, whatever else changes meanwhile.
  const [typed, setTyped] = useState<Record<string, string>>({});
  const [wrong, setWrong] = useState<Faults>({});
  const [busy, setBusy] = useState(false);
  const changed = changedOf(typed, of.written);
  const many = Object.keys(changed).length;

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setWrong({});
    try {
      queries.setQueryData(SHOP, await changeShop(changed));
      setTyped({});
      tell({ text: i18n.t("Saved"), seconds: 4 });
      void queries.invalidateQueries({ queryKey: SESSION });
    } catch (error) {
      setWrong(faultsOf(error));
    }
    setBusy(false);
  };

  return (
    <form className="settings-form" onSubmit={(event) => void submit(event)} aria-busy={busy}>
      {of.unkept.length > 0 && (
        <div className="hint-line" role="status">
          {i18n.t("These words of yours promise what is no longer so:")}
          <ul>
            {of.unkept.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </div>
      )}
      {GROUPS_OF_SHOP.map((group, place) => (
        <fieldset key={group.fields[0]?.name}>
          <legend>{group.say()}</legend>
          {group.fields.map((field) => {
            const text = typed[field.name] ?? of.written[field.name] ?? "";
            const change = (text: string) => setTyped((before) => ({ ...before, [field.name]: text }));
            if (field.kind === "prices")
              return <PriceLines key={field.name} label={field.say()} {...{ text, wrong, change }} />;
            return <ShopFieldBox key={field.name} of={field} {...{ text, change }} wrong={wrong[field.name]} />;
          })}
          {place === 0 && <LogoBox url={of.written.logo_url ?? ""} />}
        </fieldset>
      ))}
      <div className="settings-save">
        <button type="submit" className="primary" disabled={busy || many === 0}>
          {i18n.t("Save")}
        </button>
        {many > 0 && (
          <button type="button" className="plain" onClick={() => setTyped({})}>
            {i18n.t("As it was")}
          </button>
        )}
        <span className="wrong" role="alert">
          {wrong[""] || (Object.keys(wrong).length > 1 ? i18n.t("Nothing was saved yet: see what is marked.") : "")}
        </span>
      </div>
    </form>
  );
}
