import { i18n } from "@lingui/core";
import { useId } from "react";
import type { Fault, Meaning } from "./calls";
import { Faults, marked } from "./Faults";
import { MEANINGS, MOST_BUTTONS, type Typed, withButtons } from "./typed";
import { faultsAt, MEANS } from "./words";

interface Props {
  typed: Typed;
  faults: readonly Fault[];
  change: (now: Typed) => void;
}

/** Which buttons stand below a text, above its stop, and where the counted link leads. */
export function ButtonsPart({ typed, faults, change }: Props) {
  const id = useId();
  const { buttons } = typed;
  const toggle = (means: Meaning, on: boolean) =>
    change(withButtons(typed, on ? [...buttons, means] : buttons.filter((one) => one !== means)));
  const wrong = faults.filter(({ pointer }) => pointer === "/buttons");
  const link = faultsAt(faults, "link_url");
  return (
    <div className="text-two">
      <fieldset className="button-choices">
        <legend>{i18n.t("Buttons, two at most")}</legend>
        {MEANINGS.map((means) => (
          <label key={means} className="tick-line">
            <input
              type="checkbox"
              checked={buttons.includes(means)}
              disabled={!buttons.includes(means) && buttons.length >= MOST_BUTTONS}
              onChange={(event) => toggle(means, event.target.checked)}
            />
            <span>{MEANS[means]()}</span>
          </label>
        ))}
        <Faults id={`${id}-buttons-wrong`} of={wrong} />
      </fieldset>
      <div className="field">
        <label htmlFor={`${id}-link`}>{i18n.t("Where the link leads")}</label>
        <input
          id={`${id}-link`}
          type="url"
          value={typed.link_url}
          maxLength={1000}
          placeholder="https://"
          {...marked(`${id}-link-wrong`, link)}
          onChange={(event) => change({ ...typed, link_url: event.target.value })}
        />
        <small>{i18n.t("On your own site. Each person gets a link of their own, so that clicks are counted.")}</small>
        <Faults id={`${id}-link-wrong`} of={link} />
      </div>
    </div>
  );
}
