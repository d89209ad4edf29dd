import { i18n } from "@lingui/core";
import type { ConversationWhole } from "../api/shapes";
import { useSend } from "../composer/useSend";
import { returned } from "../conversation/takeBack";
import { useMe } from "../session/session";
import { writtenName } from "./words";

/** Somebody who shows no number is known by an order's: one click asks for it, in their language. */
export function AskForOrder({ of, question }: { of: ConversationWhole; question: string }) {
  const me = useMe();
  const { send, ready, moved } = useSend(of, me.staff.id, (text) => returned.set({ id: of.id, text }));
  if (!(me.permissions as readonly string[]).includes("conversations.write")) return null;
  return (
    <div className="ask-for-order">
      <p>{i18n.t("WhatsApp user {name}, number hidden", { name: writtenName(of.name) })}</p>
      <button
        type="button"
        className="plain"
        title={question}
        disabled={!ready || of.composer.state === "shut"}
        onClick={() => void send({ text: question })}
      >
        {i18n.t("Ask for the order number")}
      </button>
      {moved && (
        <p className="wrong" role="alert">
          {moved.problem.detail}
        </p>
      )}
    </div>
  );
}
