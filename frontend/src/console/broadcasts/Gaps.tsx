import { i18n } from "@lingui/core";
import { useEffect, useRef, useState } from "react";
import { fieldName } from "../composer/templates";
import { emptyFor, guess, kept, PERSONAL, type Source, type Sources } from "./sources";

const PAUSE = 600;
const LONGEST = 200;

interface Props {
  fields: readonly string[];
  sources: Sources;
  people: readonly { name: string }[];
  /** Of the list that it goes to, where it goes to one. */
  columns: readonly string[];
  save: (values: Record<string, Source>) => void;
}

/** What fills each gap of a text: something of the customer, with what stands there where nothing is known, or words. */
export function Gaps({ fields, sources, people, columns, save }: Props) {
  const [typed, setTyped] = useState<Sources>(() =>
    Object.fromEntries(fields.map((name) => [name, sources[name] ?? guess(name)])),
  );
  const timer = useRef(0);
  const waiting = useRef<(() => void) | null>(null);
  useEffect(() => () => waiting.current?.(), []); // a step is left with what was typed last
  if (fields.length === 0) return null;
  const change = (name: string, source: Source) => {
    const next = { ...typed, [name]: source };
    setTyped(next);
    window.clearTimeout(timer.current);
    waiting.current = () => {
      window.clearTimeout(timer.current);
      waiting.current = null;
      save(kept(next, fields));
    };
    timer.current = window.setTimeout(() => waiting.current?.(), PAUSE);
  };
  return (
    <fieldset className="gaps">
      <legend>{i18n.t("What stands in its gaps")}</legend>
      {fields.map((name, index) => (
        <Gap
          key={name}
          name={fieldName(name, index + 1)}
          of={typed[name] ?? guess(name)}
          empty={emptyFor(typed[name], people)}
          looked={people.length}
          columns={columns}
          change={(source) => change(name, source)}
        />
      ))}
    </fieldset>
  );
}

interface GapProps {
  name: string;
  of: Source;
  empty: number;
  looked: number;
  columns: readonly string[];
  change: (source: Source) => void;
}

// A column may be called as something of the customer's own is.
const COLUMN = "column ";
const fromOf = (of: Source) => ("field" in of ? of.field : "column" in of ? COLUMN + of.column : "");
const sourceOf = (from: string, words: string): Source => {
  if (!from) return { text: words };
  return from.startsWith(COLUMN)
    ? { column: from.slice(COLUMN.length), default: words }
    : { field: from, default: words };
};

function Gap({ name, of, empty, looked, columns, change }: GapProps) {
  const from = fromOf(of);
  const words = "text" in of ? of.text : (of.default ?? "");
  const label = from ? i18n.t("{gap}, where it is not known", { gap: name }) : name;
  return (
    <div className="gap-of-text">
      <label className="field">
        <span>{i18n.t("{gap} is", { gap: name })}</span>
        <select value={from} onChange={(event) => change(sourceOf(event.target.value, ""))}>
          <option value="">{i18n.t("the same for everybody")}</option>
          {Object.entries(PERSONAL).map(([field, said]) => (
            <option key={field} value={field}>
              {said()}
            </option>
          ))}
          {columns.map((column) => (
            <option key={column} value={COLUMN + column}>
              {i18n.t("Column “{column}” of the list", { column })}
            </option>
          ))}
        </select>
      </label>
      <label className="field">
        <span>{label}</span>
        <input
          value={words}
          maxLength={LONGEST}
          required={!from}
          onChange={(event) => change(sourceOf(from, event.target.value))}
        />
      </label>
      {empty > 0 && (
        <small className="quiet">{i18n.t("{n} of the first {all} people have none.", { n: empty, all: looked })}</small>
      )}
    </div>
  );
}
