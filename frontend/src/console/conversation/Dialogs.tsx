import { i18n } from "@lingui/core";
import { useState } from "react";
import type { ConversationWhole } from "../api/shapes";
import { Field } from "../session/Field";
import { PageDialog } from "../shell/PageDialog";
import { dialogOpen } from "../shell/panes";
import { TimeDialog } from "../shell/TimeDialog";
import type { Actions } from "./useActions";

/** What asks before it acts on the open conversation. */
export function Dialogs({ of, actions }: { of: ConversationWhole; actions: Actions }) {
  const snooze = (until: string) => void actions.snooze({ until });
  return (
    <>
      <TimeDialog name="snoozeUntil" title={i18n.t("Snooze until")} does={i18n.t("Snooze")} pick={snooze} />
      <HandBack key={of.id} actions={actions} />
    </>
  );
}

function HandBack({ actions }: { actions: Actions }) {
  const [instruction, setInstruction] = useState("");
  return (
    <PageDialog name="handBack" title={i18n.t("Hand back to the assistant")}>
      <form
        className="dialog-form"
        onSubmit={(event) => {
          event.preventDefault();
          dialogOpen.set("");
          setInstruction("");
          void actions.handBack(instruction.trim());
        }}
      >
        <Field
          label={i18n.t("Instruction (may stay empty)")}
          hint={i18n.t("For example: wait for the photo. The assistant knows what was said meanwhile.")}
          value={instruction}
          autoFocus
          onChange={(event) => setInstruction(event.target.value)}
        />
        <button type="submit" className="primary">
          {i18n.t("Hand back")}
        </button>
      </form>
    </PageDialog>
  );
}
