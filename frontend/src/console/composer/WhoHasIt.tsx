import { i18n } from "@lingui/core";
import type { ConversationWhole } from "../api/shapes";
import type { Actions } from "../conversation/useActions";
import { nameOf, useStaff } from "../inbox/people";
import { withKey } from "../keys/table";

interface Props {
  of: ConversationWhole;
  actions: Actions;
  /** Opens the box for notes, where it is not open. */
  note?: () => void;
}

/** Whether somebody else answers a conversation: the assistant, or a colleague. */
export const isSilent = (of: ConversationWhole) => of.composer.state === "assistant" || of.composer.state === "other";

/** Return who answers it, in a sentence. */
export function useWhoHasIt({ composer: { state, by } }: ConversationWhole): string {
  const staff = useStaff();
  const name = nameOf(staff.find((one) => one.id === by));
  return state === "other" ? i18n.t("{name} has this.", { name }) : i18n.t("The assistant is answering.");
}

/** Who answers it instead, and how one comes to answer oneself. */
export function WhoHasIt({ of, actions, note }: Props) {
  const who = useWhoHasIt(of);
  const isAssistants = of.composer.state === "assistant";
  return (
    <div className="composer-told">
      <p>{who}</p>
      {isAssistants ? (
        <button type="button" className="primary" title={withKey("take")} onClick={() => void actions.take()}>
          {i18n.t("Take over")}
        </button>
      ) : (
        <button type="button" className="primary" onClick={() => void actions.assignMe()}>
          {i18n.t("Take it")}
        </button>
      )}
      {note && !isAssistants && (
        <button type="button" className="plain" onClick={note}>
          {i18n.t("Write a note")}
        </button>
      )}
    </div>
  );
}
