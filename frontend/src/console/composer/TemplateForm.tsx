import { i18n } from "@lingui/core";
import { useState } from "react";
import { langOf, Words } from "../../thread/words";
import type { Template } from "../api/shapes";
import { Field } from "../session/Field";
import { fieldName, fill } from "./templates";

interface Props {
  of: Template;
  price: string;
  /** What is filled for each customer, by gap. */
  known?: Readonly<Record<string, string>>;
  /** What the button says; "Send" where it says nothing. */
  does?: string;
  /** Whether it may be sent already. */
  ready?: boolean;
  send: (values: Record<string, string>) => void;
  back: () => void;
}

/** A template with its gaps filled, as the customer will read it. */
export function TemplateForm({ of, price, known = {}, does = i18n.t("Send"), ready = true, send, back }: Props) {
  const [values, setValues] = useState<Record<string, string>>({});
  const gaps = of.fields.filter((name) => !Object.hasOwn(known, name));
  const whole = gaps.every((name) => values[name]?.trim());
  return (
    <form
      className="template-form"
      onSubmit={(event) => {
        event.preventDefault();
        send(values);
      }}
    >
      <p className="preview" lang={langOf(of.body, of.locale)}>
        <Words text={fill(of.body, { ...known, ...values })} />
      </p>
      {gaps.map((name, index) => (
        <Field
          key={name}
          label={fieldName(name, index + 1)}
          value={values[name] ?? ""}
          required
          onChange={(event) => setValues({ ...values, [name]: event.target.value })}
        />
      ))}
      <div className="composer-foot">
        <button type="button" className="plain" onClick={back}>
          {i18n.t("Another template")}
        </button>
        <span className="gap" />
        <small>{price}</small>
        <button type="submit" className="primary send" disabled={!whole || !ready}>
          {does}
        </button>
      </div>
    </form>
  );
}
