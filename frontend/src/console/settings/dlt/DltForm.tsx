import { i18n } from "@lingui/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import { Refused } from "../../api/problem";
import { Faults, faultsAt, SentForm } from "../../rules/parts";
import { ruleName } from "../../rules/rules/words";
import { complain, tell } from "../../shell/toasts";
import { DLT, type DltGiven, type DltText, dropDlt, headersFor, KINDS, writeDlt } from "./calls";

const KIND_NAMES: Readonly<Record<(typeof KINDS)[number], () => string>> = {
  service_implicit: () => i18n.t("Service, implicit"),
  transactional: () => i18n.t("Transactional"),
  service_explicit: () => i18n.t("Service, explicit"),
  promotional: () => i18n.t("Promotional"),
};

interface Props {
  of: DltText;
  headers: readonly string[];
  done: () => void;
}

/** What is registered of one sentence in one language. */
export function DltForm({ of, headers, done }: Props) {
  const id = useId();
  const queries = useQueryClient();
  const first = of.kind || (of.marketing ? "promotional" : "service_implicit");
  const [typed, setTyped] = useState<DltGiven>({
    kind: first,
    header: of.header || (headersFor(headers, first)[0] ?? ""),
    template_id: of.template_id,
    text: of.text || of.suggested,
  });
  const suiting = headersFor(headers, typed.kind);
  // Headers may come or go while the form is open: what is sent is the one that the box shows.
  const given = { ...typed, header: suiting.includes(typed.header) ? typed.header : (suiting[0] ?? "") };
  const change = (changes: Partial<DltGiven>) => setTyped((before) => ({ ...before, ...changes }));
  const settled = async () => {
    await queries.invalidateQueries({ queryKey: DLT });
    tell({ text: i18n.t("Saved"), seconds: 3 });
    done();
  };
  const save = useMutation({
    mutationFn: () => writeDlt(of, given),
    onSuccess: settled,
    onError: (error) => (error instanceof Refused && error.status === 422) || complain(error),
  });
  const drop = useMutation({ mutationFn: () => dropDlt(of), onSuccess: settled, onError: complain });
  const field = (name: keyof DltGiven, label: string, box: React.ReactNode) => (
    <div className="field grow">
      <label htmlFor={`${id}${name}`}>{label}</label>
      {box}
      <Faults id={`${id}${name}-wrong`} of={faultsAt(save.error, `/${name}`)} />
    </div>
  );
  const shared = (name: keyof DltGiven) => ({
    id: `${id}${name}`,
    value: given[name],
    "aria-invalid": faultsAt(save.error, `/${name}`).length > 0,
    "aria-describedby": `${id}${name}-wrong`,
  });
  return (
    <SentForm of={save} send={() => save.mutate()} label={i18n.t("Change {what}", { what: ruleName(of) })}>
      {field(
        "kind",
        i18n.t("Registered as"),
        <select
          {...shared("kind")}
          onChange={({ target }) => change({ kind: target.value, header: headersFor(headers, target.value)[0] ?? "" })}
        >
          {KINDS.map((one) => (
            <option key={one} value={one}>
              {KIND_NAMES[one]()}
            </option>
          ))}
        </select>,
      )}
      {field(
        "header",
        i18n.t("Header"),
        <select {...shared("header")} onChange={({ target }) => change({ header: target.value })}>
          {suiting.length === 0 && <option value="">{i18n.t("You have none of this kind yet: add it above")}</option>}
          {suiting.map((one) => (
            <option key={one}>{one}</option>
          ))}
        </select>,
      )}
      {field(
        "template_id",
        i18n.t("Template's id (19 digits)"),
        <input
          {...shared("template_id")}
          inputMode="numeric"
          maxLength={25}
          autoComplete="off"
          onChange={({ target }) => change({ template_id: target.value })}
        />,
      )}
      {field(
        "text",
        i18n.t("The text to the letter, as it is registered"),
        <textarea
          {...shared("text")}
          rows={4}
          lang={of.locale}
          maxLength={2000}
          onChange={({ target }) => change({ text: target.value })}
        />,
      )}
      <div className="rules-buttons">
        <button type="submit" className="primary" disabled={save.isPending}>
          {i18n.t("Save")}
        </button>
        {of.template_id && (
          <button type="button" className="plain" disabled={drop.isPending} onClick={() => drop.mutate()}>
            {i18n.t("Not registered any more")}
          </button>
        )}
      </div>
    </SentForm>
  );
}
