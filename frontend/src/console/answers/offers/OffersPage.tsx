import { i18n } from "@lingui/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Refused } from "../../api/problem";
import { asCount, Chip, faultsAt, Loaded, Nothing, SentForm, wrongAt } from "../../rules/parts";
import { Field } from "../../session/Field";
import { may, useMe } from "../../session/session";
import { complain, tell } from "../../shell/toasts";
import { KEYS, type Offer, offers } from "../calls";
import { TableBox } from "../table/TableBox";
import { SocialsBox } from "./SocialsBox";
import "../../rules/rules.css";
import "../answers.css";

const MINOR = 100;
const OFFER_PLACES = ["/code", "/amount", "/minimum", "/ends_on"];

/** Flat-amount offers, and the shop's pages elsewhere. */
export function OffersPage() {
  const canWrite = may(useMe(), "catalogue.write");
  const found = useQuery({ queryKey: KEYS.offers, queryFn: offers.list });
  return (
    <div className="rules-page">
      <p className="quiet">
        {i18n.t("A plain sum off, told to whoever asks, in thanks, on birthdays and with carts left behind.")}
      </p>
      <Loaded of={found}>
        {({ offers: all, socials, currency }) => (
          <>
            {all.length === 0 ? (
              <Nothing say={i18n.t("There is no offer yet: add one below, or take in a table.")} />
            ) : (
              <ul className="rules-list">
                {all.map((one) => (
                  <Row key={one.id} of={one} currency={currency} canWrite={canWrite} />
                ))}
              </ul>
            )}
            {canWrite && <NewOffer currency={currency} />}
            <SocialsBox of={socials} canWrite={canWrite} />
          </>
        )}
      </Loaded>
      <TableBox get="/offers.csv" send="/offers/import" canWrite={canWrite} />
    </div>
  );
}

const sum = (minor: number, currency: string) =>
  new Intl.NumberFormat("en-IN", { style: "currency", currency, maximumFractionDigits: minor % MINOR ? 2 : 0 }).format(
    minor / MINOR,
  );

function Row({ of, currency, canWrite }: { of: Offer; currency: string; canWrite: boolean }) {
  const queries = useQueryClient();
  const turn = async () => {
    const { code, amount, minimum, ends_on, active, version } = of;
    try {
      await offers.change(of.id, { code, amount, minimum, ends_on, active: !active, version });
      await queries.invalidateQueries({ queryKey: KEYS.offers });
    } catch (error) {
      complain(error);
    }
  };
  return (
    <li>
      <div className="main">
        <b>
          {of.code} <Chip kind={of.active ? "good" : ""}>{of.active ? i18n.t("runs") : i18n.t("ended")}</Chip>
        </b>
        <small>
          {i18n.t("{amount} off from {minimum}", {
            amount: sum(of.amount, currency),
            minimum: sum(of.minimum, currency),
          })}
          {of.ends_on && ` · ${i18n.t("until {day}", { day: of.ends_on })}`}
          {!of.own && ` · ${i18n.t("told by your shop system: change it there")}`}
        </small>
      </div>
      {canWrite && of.own && (
        <button type="button" className="plain" onClick={() => void turn()}>
          {of.active ? i18n.t("End it") : i18n.t("Let it run")}
        </button>
      )}
    </li>
  );
}

function NewOffer({ currency }: { currency: string }) {
  const queries = useQueryClient();
  const [typed, setTyped] = useState({ code: "", amount: "", minimum: "", ends_on: "" });
  const add = useMutation({
    mutationFn: () =>
      offers.add({
        code: typed.code.trim(),
        amount: asCount(typed.amount, MINOR),
        minimum: asCount(typed.minimum, MINOR),
        ends_on: typed.ends_on || null,
        active: true,
      }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: KEYS.offers });
      setTyped({ code: "", amount: "", minimum: "", ends_on: "" });
      tell({ text: i18n.t("Saved"), seconds: 3 });
    },
    onError: (error) => {
      if (error instanceof Refused && error.status === 409) {
        return complain(new Error(i18n.t("There is another offer of this code: see above.")));
      }
      if (faultsAt(error, "/").length === 0) complain(error);
    },
  });
  const box = (name: keyof typeof typed, label: string, type = "text", inputMode: "text" | "decimal" = "text") => (
    <Field
      label={label}
      type={type}
      inputMode={inputMode}
      value={typed[name]}
      wrong={wrongAt(add.error, `/${name}`)}
      onChange={(event) => setTyped((before) => ({ ...before, [name]: event.target.value }))}
    />
  );
  return (
    <SentForm
      of={add}
      send={() => add.mutate()}
      said={OFFER_PLACES}
      className="rules-card area-form"
      label={i18n.t("A new offer")}
    >
      {box("code", i18n.t("Code"))}
      {box("amount", i18n.t("Sum off ({currency})", { currency }), "text", "decimal")}
      {box("minimum", i18n.t("From an order of ({currency})", { currency }), "text", "decimal")}
      {box("ends_on", i18n.t("Last day, or nothing"), "date")}
      <div className="rules-buttons">
        <button type="submit" className="primary" disabled={add.isPending || typed.code.trim() === ""}>
          {i18n.t("Add the offer")}
        </button>
      </div>
    </SentForm>
  );
}
