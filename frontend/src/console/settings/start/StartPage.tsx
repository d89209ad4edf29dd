import { i18n } from "@lingui/core";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { Icon } from "../../../thread/icons";
import { Failed } from "../../shell/Failed";
import { go, usePlace } from "../../shell/place";
import { complain } from "../../shell/toasts";
import { CatalogueRead } from "../connections/CatalogueRead";
import { SETTINGS } from "../pages";
import { leaveStep, nextOf, readingOf, SETUP, type Setup, type Step, useSetup } from "./calls";
import { LiveStep } from "./LiveStep";
import { TwilioStep } from "./TwilioStep";
import { missingOf, PAGES_OF, stateOf, TITLES, WHY } from "./words";
import "../settings.css";
import { NavButton } from "../../shell/NavButton";

/** The way to a shop that is live: each step an address, done by what is there, left and taken up again. */
export function StartPage() {
  const setup = useSetup();
  return (
    <main className="page settings" aria-label={i18n.t("Set up your shop")}>
      <header className="settings-head">
        <NavButton />
        <h1>{i18n.t("Set up your shop")}</h1>
      </header>
      {setup.isError && !setup.data && <Failed error={setup.error} retry={() => void setup.refetch()} />}
      {setup.data && <Steps of={setup.data} />}
    </main>
  );
}

function Steps({ of }: { of: Setup }) {
  const { rest } = usePlace();
  const open = of.steps.find((one) => one.name === rest)?.name ?? nextOf(of.steps);
  const here = useRef<HTMLLIElement>(null);
  // The step of the address may lie below what is seen.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each step that is opened
  useEffect(() => {
    here.current?.querySelector("h2")?.scrollIntoView({ block: "nearest" });
  }, [open]);
  const done = of.steps.filter((one) => one.done || one.skipped).length;
  return (
    <>
      <p>
        {of.live
          ? i18n.t("Your shop is live: customers hear of their orders by themselves.")
          : i18n.t("{done} of {all} steps are done. Leave whenever you like: everything stays as it is.", {
              done,
              all: of.steps.length,
            })}
      </p>
      <progress className="setup-progress" aria-label={i18n.t("Steps done")} value={done} max={of.steps.length} />
      <ol className="setup-steps">
        {of.steps.map((step, place) => (
          <li
            key={step.name}
            ref={step.name === open ? here : null}
            className="settings-card"
            data-step={step.name}
            data-done={step.done}
          >
            <h2>
              <button
                type="button"
                aria-expanded={step.name === open}
                onClick={() => go({ page: "start", rest: step.name }, true)}
              >
                <span className="step-place">{step.done ? <Icon name="check" /> : place + 1}</span>
                <span>{TITLES[step.name]()}</span>
                <small>{stateOf(step)}</small>
              </button>
            </h2>
            {step.name === open && <StepBody of={step} setup={of} />}
          </li>
        ))}
      </ol>
    </>
  );
}

function StepBody({ of, setup }: { of: Step; setup: Setup }) {
  return (
    <>
      <p>{WHY[of.name]()}</p>
      <Facts of={of} />
      {readingOf(of).map((one, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a catalogue is known here by its place alone
        <CatalogueRead key={place} {...one} />
      ))}
      {missingOf(of) && <p className={of.skipped ? "quiet" : "hint-line"}>{missingOf(of)}</p>}
      {of.name === "twilio" && <TwilioStep of={of} setup={setup} />}
      {of.name === "live" && <LiveStep setup={setup} />}
      <Deeds of={of} setup={setup} />
    </>
  );
}

function Facts({ of }: { of: Step }) {
  const facts = of.facts as Record<string, number>;
  // What came by connections: without one there is nothing to count, though the shop may have orders from elsewhere.
  const isConnected = ((of.facts.kinds as string[] | undefined) ?? []).length > 0;
  const words: Partial<Record<Step["name"], string | false>> = {
    system:
      isConnected &&
      i18n.t(
        "{orders, plural, one {# order} other {# orders}} and {products, plural, one {# product} other {# products}} are here",
        {
          orders: facts.orders ?? 0,
          products: facts.products ?? 0,
        },
      ),
    answers: i18n.t("{topics} topics, {areas} delivery areas", { topics: facts.topics ?? 0, areas: facts.areas ?? 0 }),
    templates: i18n.t("{approved} of {all} approved, {waiting} waiting, {refused} refused", {
      approved: facts.approved ?? 0,
      all: facts.all ?? 0,
      waiting: facts.waiting ?? 0,
      refused: facts.refused ?? 0,
    }),
  };
  const said = words[of.name];
  return said ? (
    <p role="status" className="quiet">
      {said}
    </p>
  ) : null;
}

function Deeds({ of, setup }: { of: Step; setup: Setup }) {
  const queries = useQueryClient();
  const pages = SETTINGS.filter((one) => PAGES_OF[of.name]?.includes(one.name));
  const leave = () => leaveStep(of.name, !of.skipped).then((told) => queries.setQueryData(SETUP, told), complain);
  const next = of.done ? setup.steps.find((one) => !one.done && !one.skipped)?.name : undefined;
  const mayLeave = of.name !== "shop" && of.name !== "twilio" && of.name !== "live" && !of.done;
  return (
    <div className="settings-buttons">
      {next && (
        <button type="button" className="primary" onClick={() => go({ page: "start", rest: next }, true)}>
          {i18n.t("Next: {step}", { step: TITLES[next]() })}
        </button>
      )}
      {pages.map((page, place) => (
        <button
          key={page.name}
          type="button"
          className={place === 0 && !of.done ? "primary" : "plain"}
          onClick={() => go({ page: "settings", rest: page.name })}
        >
          {i18n.t("Open “{page}”", { page: page.say() })}
        </button>
      ))}
      {mayLeave && (
        <button type="button" className="plain" onClick={() => void leave()}>
          {of.skipped ? i18n.t("Take it up again") : i18n.t("Leave it for later")}
        </button>
      )}
    </div>
  );
}
