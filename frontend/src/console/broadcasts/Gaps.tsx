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
  save: (values: Record<string, Source>) => void;
}

/** What fills each gap of a text: something of the customer, with what stands there where nothing is known, or words. */
export function Gaps({ fields, sources, people, save }: Props) {
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
  change: (source: Source) => void;
}

function Gap({ name, of, empty, looked, change }: GapProps) {
  const from = "field" in of ? of.field : "";
  const words = "field" in of ? (of.default ?? "") : of.text;
  const label = from ? i18n.t("{gap}, where it is not known", { gap: name }) : name;
  return (
    <div className="gap-of-text">
      <label className="field">
        <span>{i18n.t("{gap} is", { gap: name })}</span>
        <select
          value={from}
          onChange={(event) => change(event.target.value ? { field: event.target.value, default: "" } : { text: "" })}
        >
          <option value="">{i18n.t("the same for everybody")}</option>
          {Object.entries(PERSONAL).map(([field, said]) => (
            <option key={field} value={field}>
              {said()}
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
          onChange={(event) =>
            change(from ? { field: from, default: event.target.value } : { text: event.target.value })
          }
        />
      </label>
      {empty > 0 && (
        <small className="quiet">{i18n.t("{n} of the first {all} people have none.", { n: empty, all: looked })}</small>
      )}
    </div>
  );
}
