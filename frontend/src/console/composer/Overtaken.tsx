import { i18n } from "@lingui/core";
import { useStaff } from "../inbox/people";
import { writer } from "../inbox/Row";
import { span } from "../words/moments";
import type { Moved } from "./useSend";

interface Props {
  of: Moved;
  anyway: () => void;
  dismiss: () => void;
  /** What the button says that sends nothing. */
  leave?: string;
}

/** Somebody answered while I wrote: what they said, and whether to send mine as well. */
export function Overtaken({ of: { problem }, anyway, dismiss, leave = i18n.t("Keep it as a draft") }: Props) {
  const staff = useStaff();
  const answered = problem.present?.answered;
  const who = answered && writer(answered.author, answered.staff_id, staff);
  return (
    <div className="overtaken" role="alertdialog" aria-label={i18n.t("Somebody has answered")}>
      {answered && who ? (
        <p>
          <b>{i18n.t("{who} answered {ago} ago:", { who, ago: span(Date.now() - Date.parse(answered.at)) })}</b>{" "}
          {answered.text}
        </p>
      ) : (
        <p>{problem.detail || problem.title}</p>
      )}
      <div>
        {answered && (
          <button type="button" className="primary" onClick={anyway}>
            {i18n.t("Send mine anyway")}
          </button>
        )}
        <button type="button" className="plain" onClick={dismiss}>
          {leave}
        </button>
      </div>
    </div>
  );
}
