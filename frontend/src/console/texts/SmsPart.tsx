import { i18n } from "@lingui/core";
import { langOf } from "../../thread/words";
import { SmsCount } from "../composer/SmsCount";
import type { Fault } from "./calls";
import { DltMatch } from "./DltMatch";
import { Faults, marked } from "./Faults";
import { NOT_REGISTERED, type Registered, type Words } from "./typed";
import { faultsAt } from "./words";

interface Props {
  id: string;
  locale: string;
  words: Words;
  faults: readonly Fault[];
  change: (change: Partial<Words>) => void;
}

/** What leaves by SMS: its parts, and for India what is registered for it. */
export function SmsPart({ id, locale, words, faults, change }: Props) {
  const { sms, dlt } = words;
  const at = (...path: readonly string[]) => faultsAt(faults, "texts", locale, ...path);
  const register = (one: Partial<Registered>) => change({ dlt: { ...NOT_REGISTERED, ...dlt, ...one } });
  const box = (name: Exclude<keyof Registered, "kind" | "text">, label: string, most: number) => (
    <div className="field">
      <label htmlFor={`${id}-${name}`}>{label}</label>
      <input
        id={`${id}-${name}`}
        value={dlt?.[name] ?? ""}
        maxLength={most}
        inputMode={name === "header" ? "text" : "numeric"}
        {...marked(`${id}-${name}-wrong`, at("dlt", name))}
        onChange={(event) => register({ [name]: event.target.value.trim() })}
      />
      <Faults id={`${id}-${name}-wrong`} of={at("dlt", name)} />
    </div>
  );
  return (
    <details className="sms-part" open={faults.length > 0 || undefined}>
      <summary>
        {i18n.t("By SMS")} <small className="quiet">{sms ? <SmsCount text={sms} /> : i18n.t("not by SMS")}</small>
      </summary>
      <div className="field">
        <label htmlFor={`${id}-sms`}>{i18n.t("What leaves by SMS")}</label>
        <textarea
          id={`${id}-sms`}
          rows={3}
          maxLength={2000}
          value={sms}
          lang={langOf(sms, locale)}
          {...marked(`${id}-sms-wrong`, at("sms"))}
          onChange={(event) => change({ sms: event.target.value })}
        />
        <Faults id={`${id}-sms-wrong`} of={at("sms")} />
      </div>
      <label className="tick-line">
        <input
          type="checkbox"
          checked={dlt !== null}
          onChange={(event) => change({ dlt: event.target.checked ? NOT_REGISTERED : null })}
        />
        <span>
          {i18n.t("It is registered with DLT")}
          <small>{i18n.t("In India only what is registered arrives, to the letter.")}</small>
        </span>
      </label>
      {dlt && (
        <>
          <div className="dlt-fields">
            {box("pe_id", i18n.t("Your entity's id"), 25)}
            {box("header", i18n.t("Header"), 8)}
            {box("template_id", i18n.t("The template's id"), 25)}
            <div className="field">
              <label htmlFor={`${id}-kind`}>{i18n.t("Registered as")}</label>
              <select id={`${id}-kind`} value={dlt.kind} onChange={(event) => register({ kind: event.target.value })}>
                <option value="promotional">{i18n.t("Promotional")}</option>
                <option value="service_explicit">{i18n.t("Service, explicit")}</option>
              </select>
              <Faults id={`${id}-kind-wrong`} of={at("dlt", "kind")} />
            </div>
          </div>
          <div className="field">
            <label htmlFor={`${id}-registered`}>
              {i18n.t("The registered text, with {variable}", { variable: "{#var#}" })}
            </label>
            <textarea
              id={`${id}-registered`}
              rows={3}
              maxLength={2000}
              value={dlt.text}
              lang={langOf(dlt.text, locale)}
              {...marked(`${id}-registered-wrong`, at("dlt", "text"))}
              onChange={(event) => register({ text: event.target.value })}
            />
            <Faults id={`${id}-registered-wrong`} of={at("dlt", "text")} />
          </div>
          {sms && dlt.text && <DltMatch written={sms} registered={dlt.text} locale={locale} />}
        </>
      )}
    </details>
  );
}
