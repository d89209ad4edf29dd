import { i18n } from "@lingui/core";
import { useQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import { TableBox } from "../../answers/table/TableBox";
import { Chip, Loaded, Nothing } from "../../rules/parts";
import { ruleName } from "../../rules/rules/words";
import { LOCALES, localeName } from "../../words/locales";
import { useShop } from "../shop/calls";
import { DLT, type DltText, listDlt } from "./calls";
import { DltForm } from "./DltForm";
import { EntityForm } from "./EntityForm";
import "../../rules/rules.css";

/** What is registered for SMS in India: the shop, its headers, and a text for each sentence. */
export function DltPage() {
  const id = useId();
  const shop = useShop();
  const [locale, setLocale] = useState("");
  const [all, setAll] = useState(false);
  const found = useQuery({ queryKey: [...DLT, locale], queryFn: () => listDlt(locale) });
  const chosen = locale || (found.data?.locales[0] ?? "");
  return (
    <div className="rules-page">
      <p className="quiet">
        {i18n.t(
          "Networks in India let an SMS of a business through only when the sender and the very words are registered on a DLT platform. What is not registered does not leave by SMS to +91; WhatsApp needs none of this.",
        )}
      </p>
      <Loaded of={shop}>{(of) => <EntityForm of={of} />}</Loaded>
      <div className="rules-tools">
        <div className="field">
          <label htmlFor={id}>{i18n.t("Language")}</label>
          <select id={id} value={chosen} onChange={(event) => setLocale(event.target.value)}>
            {LOCALES.map((code) => (
              <option key={code} value={code}>
                {localeName(code)}
              </option>
            ))}
          </select>
        </div>
        <label className="check">
          <input type="checkbox" checked={all} onChange={(event) => setAll(event.target.checked)} />{" "}
          {i18n.t("Also what is registered already")}
        </label>
      </div>
      <Loaded of={found}>
        {({ texts, headers, way }) => {
          const shown = texts.filter((one) => all || one.fault !== "");
          const missing = texts.filter((one) => one.fault !== "").length;
          return (
            <>
              <p role="status">
                {way === "foreign"
                  ? i18n.t("Your SMS go by Twilio from abroad: nothing is asked for, and networks may drop them.")
                  : i18n.t("{missing} of {count} sentences cannot leave by SMS to India.", {
                      missing,
                      count: texts.length,
                    })}
              </p>
              {shown.length === 0 ? (
                <Nothing say={i18n.t("Every sentence is registered in this language.")} />
              ) : (
                <ul className="rules-list">
                  {shown.map((one) => (
                    <Row key={`${one.key} ${one.locale}`} of={one} headers={headers} />
                  ))}
                </ul>
              )}
            </>
          );
        }}
      </Loaded>
      <TableBox get="/dlt-texts.csv" send="/dlt-texts/import" canWrite />
    </div>
  );
}

function Row({ of, headers }: { of: DltText; headers: readonly string[] }) {
  const [open, setOpen] = useState(false);
  return (
    <li>
      <div className="main">
        <b>{ruleName(of)}</b>{" "}
        {of.fault ? <Chip kind="warn">{i18n.t("not registered")}</Chip> : <Chip kind="good">{of.header}</Chip>}
        <p lang={of.locale}>{of.said}</p>
        {of.template_id && of.fault && <small className="wrong">{of.fault}</small>}
      </div>
      <button
        type="button"
        className="plain"
        aria-expanded={open}
        aria-label={open ? undefined : i18n.t("Change {what}", { what: ruleName(of) })}
        onClick={() => setOpen(!open)}
      >
        {open ? i18n.t("Close") : i18n.t("Change")}
      </button>
      {open && <DltForm of={of} headers={headers} done={() => setOpen(false)} />}
    </li>
  );
}
