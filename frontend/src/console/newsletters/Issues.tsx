import { i18n } from "@lingui/core";
import { langOf } from "../../thread/words";
import { addressOf, RUNNING, toStep } from "../broadcasts/where";
import { stateName } from "../broadcasts/words";
import { dateAndClock } from "../words/moments";
import { named } from "../words/named";
import type { Issue } from "./newsletters";

const OFTEN: Record<"weekly" | "monthly", () => string> = {
  weekly: () => i18n.t("every week"),
  monthly: () => i18n.t("every month"),
};

/** The broadcasts of a newsletter, the newest first: each opens where it is. */
export function Issues({ of }: { of: readonly Issue[] }) {
  if (of.length === 0) {
    return (
      <p className="quiet">
        {i18n.t(
          "Each issue is a broadcast to those who have subscribed when it leaves; it can repeat every week or month.",
        )}
      </p>
    );
  }
  return (
    <ul className="letter-issues">
      {of.map((one) => {
        const step = one.state === "draft" ? "who" : RUNNING;
        const at = one.began_at ?? one.starts_at;
        return (
          <li key={one.id} data-issue={one.id}>
            <a
              href={`/console/broadcasts/${addressOf(one.id, step)}`}
              onClick={(event) => {
                if (event.metaKey || event.ctrlKey) return;
                event.preventDefault();
                toStep(one.id, step);
              }}
            >
              <b lang={langOf(one.name, i18n.locale)}>{one.name}</b>
              <span className={`chip state-${one.state}`}>{stateName(one.state)}</span>
              <span className="quiet">
                {[at && dateAndClock(at), one.repeats && named(OFTEN, one.repeats, () => one.repeats)]
                  .filter(Boolean)
                  .join(" · ")}
              </span>
            </a>
          </li>
        );
      })}
    </ul>
  );
}
