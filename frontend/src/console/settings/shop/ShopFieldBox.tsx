import { i18n } from "@lingui/core";
import { useId } from "react";
import { LOCALES, localeName } from "../../words/locales";
import type { ShopField } from "./fields";

interface Props {
  of: ShopField;
  text: string;
  wrong: string | undefined;
  change: (text: string) => void;
}

/** One thing that a shop decides: its name, what is written, what helps, and what is wrong with it. */
export function ShopFieldBox({ of, text, wrong, change }: Props) {
  const id = useId();
  const told = [of.hint ? `${id}-hint` : "", wrong ? `${id}-wrong` : ""].filter(Boolean).join(" ");
  const shared = {
    id,
    name: of.name,
    value: text,
    "aria-describedby": told || undefined,
    "aria-invalid": wrong ? true : undefined,
    onChange: (event: { target: { value: string } }) => change(event.target.value),
  };
  return (
    <div className="field">
      <label htmlFor={id}>{of.say()}</label>
      <Box of={of} shared={shared} />
      {of.hint && <small id={`${id}-hint`}>{of.hint()}</small>}
      {wrong && (
        <span id={`${id}-wrong`} className="wrong">
          {wrong}
        </span>
      )}
    </div>
  );
}

function Box({ of, shared }: { of: ShopField; shared: Record<string, unknown> & { id: string } }) {
  switch (of.kind) {
    case "yesno":
    case "maybe":
      return (
        <select {...shared}>
          {of.kind === "maybe" && <option value="">{i18n.t("Not told")}</option>}
          <option value="yes">{i18n.t("Yes")}</option>
          <option value="no">{i18n.t("No")}</option>
        </select>
      );
    case "locale":
      return (
        <select {...shared}>
          {LOCALES.map((code) => (
            <option key={code} value={code}>
              {localeName(code)}
            </option>
          ))}
        </select>
      );
    case "zone":
      return (
        <>
          <input {...shared} list={`${shared.id}-zones`} autoComplete="off" />
          <datalist id={`${shared.id}-zones`}>
            {Intl.supportedValuesOf("timeZone").map((zone) => (
              <option key={zone} value={zone} />
            ))}
          </datalist>
        </>
      );
    case "count":
      return <input {...shared} inputMode="numeric" autoComplete="off" />;
    default:
      return <input {...shared} type={of.kind === "colour" ? "color" : of.kind} autoComplete="off" />;
  }
}
