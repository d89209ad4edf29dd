import { i18n } from "@lingui/core";
import { useStaff } from "../inbox/people";
import { writer } from "../inbox/Row";
import { span } from "../words/moments";
import type { Moved } from "./useSend";

interface Props {
  of: Moved;
  anyway: () => void;
  dismiss: () => void;
}

/** Somebody answered while I wrote: what they said, and whether to send mine as well. */
export function Overtaken({ of: { problem }, anyway, dismiss }: Props) {
  const staff = useStaff();
  const last = problem.present?.last;
  const who = last && writer(last.author, last.staff_id ?? null, staff);
  return (
    <div className="overtaken" role="alertdialog" aria-label={i18n.t("Somebody has answered")}>
      {last && who ? (
        <p>
          <b>{i18n.t("{who} answered {ago} ago:", { who, ago: span(Date.now() - Date.parse(last.at)) })}</b> {last.text}
        </p>
      ) : (
        <p>{problem.detail || problem.title}</p>
      )}
      <div>
        <button type="button" className="primary" onClick={anyway}>
          {i18n.t("Send mine anyway")}
        </button>
        <button type="button" className="plain" onClick={dismiss}>
          {i18n.t("Keep it as a draft")}
        </button>
      </div>
    </div>
  );
}
