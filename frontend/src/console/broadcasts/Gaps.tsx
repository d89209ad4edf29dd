import { i18n } from "@lingui/core";
import { useEffect, useRef, useState } from "react";
import { fieldName, isNamed } from "../composer/templates";
import { emptyFor, guess, kept, PERSONAL, type Source, type Sources } from "./sources";

const PAUSE = 600;
const LONGEST = 200;

interface Props {
  fields: readonly string[];
  sources: Sources;
  people: readonly { name: string }[];
  /** Those that stand for a number of what is left: nothing but the catalogue fills them. */
  ofStock?: readonly string[];
  /** How many of all people have nothing of their own for a field, where that is known. */
  none?: Readonly<Record<string, number>> | undefined;
  /** Of the list that it goes to, where it goes to one. */
  columns: readonly string[];
  save: (values: Record<string, Source>) => void;
}

/** What fills each gap of a text: something of the customer, with what stands there where nothing is known, or words. */
const NOTHING: readonly string[] = [];

export function Gaps({ fields, sources, people, ofStock = NOTHING, none, columns, save }: Props) {
  const [typed, setTyped] = useState<Sources>(() =>
    Object.fromEntries(fields.map((name) => [name, sources[name] ?? guess(name, ofStock.includes(name))])),
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
          name={isNamed(name) ? fieldName(name, index + 1) : `{{${name}}}`}
          of={typed[name] ?? guess(name)}
          ofStock={ofStock.includes(name)}
          none={none?.[name]}
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
  ofStock: boolean;
  none: number | undefined;
  empty: number;
  looked: number;
  columns: readonly string[];
  change: (source: Source) => void;
}

// A column may be called as something of the customer's own is.
const COLUMN = "column ";
const STOCK = "stock ";
const fromOf = (of: Source) =>
  "stock" in of ? STOCK : "field" in of ? of.field : "column" in of ? COLUMN + of.column : "";
const sourceOf = (from: string, words: string): Source => {
  if (!from) return { text: words };
  if (from === STOCK) return { stock: words };
  return from.startsWith(COLUMN)
    ? { column: from.slice(COLUMN.length), default: words }
    : { field: from, default: words };
};

function Gap({ name, of, ofStock, none, empty, looked, columns, change }: GapProps) {
  const from = fromOf(of);
  const words = "text" in of ? of.text : "stock" in of ? of.stock : (of.default ?? "");
  const unknown = i18n.t("{gap}, where it is not known", { gap: name });
  const label = from === STOCK ? i18n.t("The product's number (SKU)") : from ? unknown : name;
  return (
    <div className="gap-of-text">
      <label className="field">
        <span>{i18n.t("{gap} is", { gap: name })}</span>
        <select value={from} onChange={(event) => change(sourceOf(event.target.value, ""))}>
          {!ofStock && (
            <>
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
            </>
          )}
          <option value={STOCK}>{i18n.t("How many are left of a product")}</option>
        </select>
      </label>
      <label className="field">
        <span>{label}</span>
        <input
          value={words}
          maxLength={LONGEST}
          required={!from || from === STOCK}
          onChange={(event) => change(sourceOf(from, event.target.value))}
        />
      </label>
      {none !== undefined && none > 0 && (
        <small className="quiet">
          {i18n.t("{n, plural, one {# person has none of their own.} other {# people have none of their own.}}", {
            n: none,
          })}
        </small>
      )}
      {none === undefined && empty > 0 && (
        <small className="quiet">{i18n.t("{n} of the first {all} people have none.", { n: empty, all: looked })}</small>
      )}
    </div>
  );
}
