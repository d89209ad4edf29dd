import { i18n } from "@lingui/core";
import type { ConversationWhole } from "../api/shapes";
import { clock } from "../words/moments";
import type { Actions } from "./useActions";

/** Nobody has written for a while: the assistant gets it back, unless whoever has it wants to keep it. */
export function Returning({ of, actions }: { of: ConversationWhole; actions: Actions }) {
  if (!of.returns_at) return null;
  return (
    <div className="returning" role="status">
      <p>{i18n.t("It goes back to the assistant at {time}.", { time: clock(of.returns_at) })}</p>
      <button type="button" className="plain" onClick={() => void actions.take()}>
        {i18n.t("Keep it")}
      </button>
    </div>
  );
}
