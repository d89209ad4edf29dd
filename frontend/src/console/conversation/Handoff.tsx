import { i18n } from "@lingui/core";
import type { ConversationWhole } from "../api/shapes";
import { dateAndClock } from "../words/moments";
import { reason } from "./reasons";
import { tellLine } from "./summary";

/** Why a person is needed, and what the assistant knows: pinned until somebody has answered. */
export function Handoff({ of }: { of: NonNullable<ConversationWhole["handoff"]> }) {
  return (
    <details className="handoff" open>
      <summary>
        <b>{reason(of.why)}</b> <time dateTime={of.since}>{dateAndClock(of.since)}</time>
      </summary>
      {of.summary.length > 0 && (
        <ul aria-label={i18n.t("Summary")}>
          {of.summary.map((line) => (
            <li key={line.kind + line.text} className={line.kind}>
              {tellLine(line)}
            </li>
          ))}
        </ul>
      )}
    </details>
  );
}
