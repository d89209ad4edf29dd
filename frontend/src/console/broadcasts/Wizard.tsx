import { i18n } from "@lingui/core";
import { useEffect, useRef, useState } from "react";
import { langOf } from "../../thread/words";
import { Refused } from "../api/problem";
import { useCommands } from "../keys/commands";
import { withKey } from "../keys/table";
import { BackButton } from "../shell/BackButton";
import { NavButton } from "../shell/NavButton";
import { CheckStep } from "./CheckStep";
import { ConfirmStep } from "./ConfirmStep";
import { TestStep } from "./TestStep";
import { type Draft, useDraft } from "./useDraft";
import { WhatStep } from "./WhatStep";
import { WhenStep } from "./WhenStep";
import { WhoStep } from "./WhoStep";
import { addressOf, RUNNING, STEPS, type Step, toList, toStep } from "./where";
import { STEP_NAMES, stepsToDo } from "./words";
import "./broadcasts.css";

const PAGES: Record<Step, (draft: Draft) => React.ReactNode> = {
  who: (draft) => <WhoStep {...draft} />,
  what: (draft) => <WhatStep {...draft} />,
  when: (draft) => <WhenStep {...draft} />,
  check: (draft) => <CheckStep {...draft} />,
  test: (draft) => <TestStep {...draft} />,
  confirm: (draft) => <ConfirmStep {...draft} />,
};

/** A broadcast that is being made, at one of its steps. */
export function Wizard({ id, step }: { id: number; step: Step }) {
  const { found, ...draft } = useDraft(id);
  const { save, saving } = draft;
  const place = STEPS.indexOf(step);
  const move = (by: number) => {
    const next = STEPS[place + by];
    if (next) toStep(id, next);
  };
  useCommands({ next: () => move(1), previous: () => move(-1), back: toList });
  const heading = useRef<HTMLHeadingElement>(null);
  const shown = found.data !== undefined;
  // biome-ignore lint/correctness/useExhaustiveDependencies: each step is a page of its own
  useEffect(() => {
    heading.current?.focus();
    // Where the steps have no room beside each other, the one that is open is in sight.
    document.querySelector(".steps [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
  }, [step, shown]);
  const started = shown && found.data.state !== "draft";
  useEffect(() => {
    if (started) toStep(id, RUNNING, true);
  }, [started, id]);
  const gone = found.error instanceof Refused && found.error.status === 404;
  if (found.isError && (gone || !shown)) return <Missing error={found.error} retry={() => void found.refetch()} />;
  if (!shown || started) return <main className="page" aria-busy="true" />;
  const todo = stepsToDo(found.data);
  return (
    <main className="page sendings making" aria-label={found.data.name}>
      <header className="sendings-head">
        <NavButton />
        <BackButton name={i18n.t("All broadcasts")} back={toList} />
        <NameBox key={found.data.name} name={found.data.name} save={save} />
        <small className="quiet" role="status">
          {saving ? i18n.t("Saving…") : i18n.t("Saved")}
        </small>
      </header>
      <nav aria-label={i18n.t("Steps")}>
        <ol className="steps">
          {STEPS.map((one, index) => (
            <li key={one}>
              <a
                href={`/console/broadcasts/${addressOf(id, one)}`}
                aria-current={one === step ? "step" : undefined}
                onClick={(event) => {
                  if (event.metaKey || event.ctrlKey) return;
                  event.preventDefault();
                  toStep(id, one);
                }}
              >
                <span className="step-number">{index + 1}</span> {STEP_NAMES[one]()}
                {todo.includes(one) && <small>{i18n.t("to do")}</small>}
              </a>
            </li>
          ))}
        </ol>
      </nav>
      <section className="step" aria-labelledby="step-title">
        <h1 id="step-title" ref={heading} tabIndex={-1}>
          {STEP_TITLES[step]()}
        </h1>
        {PAGES[step]({ of: found.data, ...draft })}
      </section>
      <footer className="step-foot">
        {place > 0 && (
          <button type="button" className="plain" title={withKey("previous", i18n.t("Back"))} onClick={() => move(-1)}>
            {i18n.t("Back")}
          </button>
        )}
        <span className="gap" />
        {place < STEPS.length - 1 && (
          <button type="button" className="primary" title={withKey("next", i18n.t("Next"))} onClick={() => move(1)}>
            {i18n.t("Next")}
          </button>
        )}
      </footer>
    </main>
  );
}

const STEP_TITLES: Record<Step, () => string> = {
  who: () => i18n.t("Who gets it?"),
  what: () => i18n.t("What does it say?"),
  when: () => i18n.t("When does it leave, and what stops it?"),
  check: () => i18n.t("Is all well?"),
  test: () => i18n.t("Try it on your own phone"),
  confirm: () => i18n.t("Send it"),
};

function NameBox({ name, save }: { name: string; save: Draft["save"] }) {
  const [typed, setTyped] = useState(name);
  const keep = () => {
    const whole = typed.trim();
    if (whole === "") setTyped(name);
    else if (whole !== name) void save({ name: whole });
  };
  return (
    <textarea
      rows={1}
      className="name-box"
      value={typed}
      maxLength={100}
      lang={langOf(typed, i18n.locale)}
      aria-label={i18n.t("Name of the broadcast, for you alone")}
      onChange={(event) => setTyped(event.target.value.replace(/\s+/g, " "))}
      onBlur={keep}
      onKeyDown={(event) => {
        if (event.key !== "Enter") return;
        event.preventDefault();
        event.currentTarget.blur();
      }}
    />
  );
}

function Missing({ error, retry }: { error: Error; retry: () => void }) {
  const gone = error instanceof Refused && error.status === 404;
  return (
    <main className="page">
      <div className="empty" role="alert">
        <p>
          {gone ? i18n.t("There is no broadcast here any more.") : error.message || i18n.t("Dastak does not answer")}
        </p>
        <button type="button" className="plain" onClick={gone ? toList : retry}>
          {gone ? i18n.t("All broadcasts") : i18n.t("Try again")}
        </button>
      </div>
    </main>
  );
}
