import { i18n } from "@lingui/core";
import type { ConversationWhole, Session } from "../api/shapes";
import type { Actions } from "../conversation/useActions";
import { nameOf, useStaff } from "../inbox/people";
import { withKey } from "../keys/table";
import { ReplyBox } from "./ReplyBox";
import { TemplatePicker } from "./TemplatePicker";

interface Props {
  of: ConversationWhole;
  me: Session;
  actions: Actions;
  /** Somebody is at the box, which stays then. */
  writing: boolean;
  note: () => void;
}

/** What may be sent now: words, a template, or nothing, each with why. */
export function Reply({ of, me, actions, writing, note }: Props) {
  const staff = useStaff();
  const { state, by } = of.composer;
  const name = nameOf(staff.find((one) => one.id === by));
  if (writing && (state === "assistant" || state === "other")) {
    const now = state === "other" ? i18n.t("{name} has this.", { name }) : i18n.t("The assistant is answering.");
    return <ReplyBox of={of} me={me} actions={actions} now={now} />;
  }
  if (state === "assistant") {
    return (
      <div className="composer-told">
        <p>{i18n.t("The assistant is answering.")}</p>
        <button type="button" className="primary" title={withKey("take")} onClick={() => void actions.take()}>
          {i18n.t("Take over")}
        </button>
      </div>
    );
  }
  if (state === "other") {
    return (
      <div className="composer-told">
        <p>{i18n.t("{name} has this.", { name })}</p>
        <button type="button" className="primary" onClick={() => void actions.assignMe()}>
          {i18n.t("Take it")}
        </button>
        <button type="button" className="plain" onClick={note}>
          {i18n.t("Write a note")}
        </button>
      </div>
    );
  }
  if (state === "shut" || state === "one_way") {
    const why =
      state === "shut"
        ? i18n.t("WhatsApp's window is shut: until the customer writes, only a template reaches them.")
        : i18n.t("SMS here is one-way: the customer can't answer this.");
    return <TemplatePicker of={of} me={me} why={why} />;
  }
  return <ReplyBox of={of} me={me} actions={actions} />;
}
