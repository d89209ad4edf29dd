import { i18n } from "@lingui/core";
import { useState } from "react";
import { toText } from "../texts/where";
import { Gaps } from "./Gaps";
import { kept, type Sources } from "./sources";
import { TextChoice } from "./TextChoice";
import type { Text } from "./texts";
import type { Draft } from "./useDraft";

const SHARES = [10, 20, 30, 50, 70, 90];
const HALF = 50;

export interface Second {
  key: string;
  values: Sources;
  percent: number;
}

interface Props extends Pick<Draft, "of" | "save"> {
  all: readonly Text[];
  currency: string;
  people: readonly { name: string }[];
  columns: readonly string[];
}

/** Another text for a share of the people, so that both can be told apart afterwards. */
export function SecondText({ of, save, all, currency, people, columns }: Props) {
  const second = of.second as Second | null;
  const chosen = all.find(({ key }) => key === second?.key);
  const [open, setOpen] = useState(false);
  const change = (now: Partial<Second>) => second && void save({ second: { ...second, ...now } });
  const choose = (text: Text) => {
    setOpen(false);
    const values = kept(second?.key === text.key ? second.values : {}, text.fields);
    void save({ second: { key: text.key, values, percent: second?.percent ?? HALF } });
  };
  if (open || (second && !chosen)) {
    return (
      <section className="second-text" aria-labelledby="second-title">
        <h2 id="second-title">{i18n.t("Which second text?")}</h2>
        <div className="choices-of-one">
          {all
            .filter(({ key }) => key !== of.key)
            .map((one) => (
              <TextChoice
                key={one.key}
                of={one}
                on={one.key === second?.key}
                currency={currency}
                choose={() => choose(one)}
              />
            ))}
        </div>
        <p>
          <button type="button" className="plain" onClick={() => toText("new", { broadcast: of.id, second: true })}>
            {i18n.t("Write a text of your own")}
          </button>{" "}
          <button
            type="button"
            className="link"
            onClick={() => (second ? void save({ second: null }) : setOpen(false))}
          >
            {i18n.t("Only one text")}
          </button>
        </p>
      </section>
    );
  }
  if (!second || !chosen) {
    return (
      <button type="button" className="plain try-second" onClick={() => setOpen(true)}>
        {i18n.t("Try a second text on a share")}
      </button>
    );
  }
  return (
    <section className="second-text" aria-labelledby="second-title">
      <h2 id="second-title">{i18n.t("The second text")}</h2>
      <p className="text-about">
        <b>{chosen.name || chosen.bodies[0]?.text}</b>{" "}
        <button type="button" className="link" onClick={() => setOpen(true)}>
          {i18n.t("Another text")}
        </button>{" "}
        <button type="button" className="link" onClick={() => void save({ second: null })}>
          {i18n.t("Only one text")}
        </button>
      </p>
      <label className="field">
        <span>{i18n.t("How many get it")}</span>
        <select value={second.percent} onChange={(event) => change({ percent: Number(event.target.value) })}>
          {[...new Set([...SHARES, second.percent])]
            .toSorted((a, b) => a - b)
            .map((percent) => (
              <option key={percent} value={percent}>
                {i18n.t("{percent} % of the people", { percent })}
              </option>
            ))}
        </select>
      </label>
      <Gaps
        key={chosen.key}
        fields={chosen.fields}
        sources={second.values}
        people={people}
        ofStock={chosen.stockFields}
        columns={columns}
        save={(values) => change({ values })}
      />
    </section>
  );
}
