import { i18n } from "@lingui/core";
import { useState } from "react";
import { PersonDialog } from "../customers/PersonDialog";
import { complain } from "../shell/toasts";
import { dateAndClock } from "../words/moments";
import { type NewsletterWhole, newsletterDesk } from "./newsletters";

interface Props {
  of: NewsletterWhole;
  keep: (now: NewsletterWhole) => void;
  shut: () => void;
}

/** Close a newsletter: that its next issue leaves all the same is said first. */
export function CloseDialog({ of, keep, shut }: Props) {
  const [busy, setBusy] = useState(false);
  const close = () => {
    setBusy(true);
    newsletterDesk.close(of.id).then(keep, complain).finally(shut);
  };
  return (
    <PersonDialog title={i18n.t("Close {name}", { name: of.name })} shut={shut}>
      <div className="dialog-form">
        <p>{i18n.t("Nobody is offered it any more. Who has subscribed stays, and you can offer it again.")}</p>
        {of.next?.starts_at && (
          <p>
            {i18n.t("Its next issue still leaves on {when}: call that off under “Issues” if nobody is to get it.", {
              when: dateAndClock(of.next.starts_at),
            })}
          </p>
        )}
        <div className="dialog-buttons">
          <button type="button" className="plain" onClick={shut}>
            {i18n.t("Keep it")}
          </button>
          <button type="button" className="primary" disabled={busy} onClick={close}>
            {i18n.t("Close it")}
          </button>
        </div>
      </div>
    </PersonDialog>
  );
}
