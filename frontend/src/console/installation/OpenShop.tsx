import { i18n } from "@lingui/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import { Faults, faultsAt, SentForm } from "../rules/parts";
import { complain } from "../shell/toasts";
import { INSTALLATION, openShop } from "./calls";
import { HandOver } from "./HandOver";

const EMPTY = { name: "", email: "", slug: "" };

/** A new shop, and the link for its first owner. */
export function OpenShop() {
  const id = useId();
  const queries = useQueryClient();
  const [typed, setTyped] = useState(EMPTY);
  const open = useMutation({
    mutationFn: () => openShop({ name: typed.name.trim(), email: typed.email.trim(), slug: typed.slug.trim() }),
    onSuccess: async () => {
      setTyped(EMPTY);
      await queries.invalidateQueries({ queryKey: INSTALLATION });
    },
    onError: (error) => faultsAt(error, "/").length === 0 && complain(error),
  });
  const field = (name: keyof typeof EMPTY, label: string, hint?: string) => (
    <div className="field">
      <label htmlFor={`${id}${name}`}>{label}</label>
      <input
        id={`${id}${name}`}
        type={name === "email" ? "email" : "text"}
        value={typed[name]}
        maxLength={200}
        autoComplete="off"
        aria-invalid={faultsAt(open.error, `/${name}`).length > 0}
        aria-describedby={`${id}${name}-told`}
        onChange={(event) => setTyped((before) => ({ ...before, [name]: event.target.value }))}
      />
      <div id={`${id}${name}-told`}>
        {hint && <small>{hint}</small>}
        <Faults of={faultsAt(open.error, `/${name}`)} />
      </div>
    </div>
  );
  return (
    <>
      <SentForm of={open} send={() => open.mutate()} label={i18n.t("Open a shop")}>
        <h2>{i18n.t("Open a shop")}</h2>
        {field("name", i18n.t("The shop's name, as customers know it"))}
        {field("email", i18n.t("E-mail address of its first owner"))}
        {field("slug", i18n.t("Short name"), i18n.t("Small letters, digits and -; empty: made of the name"))}
        <div className="rules-buttons">
          <button
            type="submit"
            className="primary"
            disabled={open.isPending || !typed.name.trim() || !typed.email.trim()}
          >
            {i18n.t("Open the shop")}
          </button>
        </div>
      </SentForm>
      {open.data && <HandOver of={open.data} />}
    </>
  );
}
