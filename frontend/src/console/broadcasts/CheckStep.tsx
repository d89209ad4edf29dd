import { i18n } from "@lingui/core";
import { useNow } from "../words/useNow";
import { type Check, checksOf } from "./checks";
import { useOutlook } from "./PeopleCounted";
import { useTexts } from "./texts";
import type { Draft } from "./useDraft";
import { toStep } from "./where";
import { STEP_NAMES } from "./words";

/** Return what was looked at in a draft; undefined until all of it is known. */
export function useChecks(of: Draft["of"]): readonly Check[] | undefined {
  const outlook = useOutlook(of.id).data;
  const { all } = useTexts();
  const now = useNow();
  if (!outlook || !all) return undefined;
  return checksOf(
    of,
    outlook,
    all.find((one) => one.key === of.key),
    now,
  );
}

/** The fourth step: what forbids the start or is worth a look, each with the step that mends it. */
export function CheckStep({ of }: Draft) {
  const checks = useChecks(of);
  if (!checks) return <p role="status">{i18n.t("One moment…")}</p>;
  return (
    <ul className="checks">
      {checks.map((one) => (
        <li key={one.words} className={one.how}>
          <span className="how">{MARKS[one.how]()}</span>
          <span>{one.words}</span>
          {one.how !== "good" && (
            <button type="button" className="link" onClick={() => toStep(of.id, one.step)}>
              {i18n.t("To “{step}”", { step: STEP_NAMES[one.step]() })}
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}

const MARKS: Record<Check["how"], () => string> = {
  good: () => i18n.t("Well"),
  look: () => i18n.t("Look"),
  bad: () => i18n.t("Missing"),
};
