import { i18n } from "@lingui/core";
import { useState } from "react";
import { flushSync } from "react-dom";
import type { ConversationWhole, Session } from "../api/shapes";
import type { Actions } from "../conversation/useActions";
import { useCommands } from "../keys/commands";
import { withKey } from "../keys/table";
import { NoteBox } from "./NoteBox";
import { Reply } from "./Reply";
import { isSilent, WhoHasIt } from "./WhoHasIt";

interface Props {
  of: ConversationWhole;
  me: Session;
  actions: Actions;
}
type Tab = "reply" | "note";

/** Where one writes: to the customer, or to colleagues. */
export function Composer({ of, me, actions }: Props) {
  const mayWrite = (me.permissions as readonly string[]).includes("conversations.write");
  const silent = isSilent(of);
  const [chosen, setChosen] = useState<{ tab: Tab; id: number; state: string } | null>(null);
  // Somebody's choice holds for this conversation, as long as its state is the same.
  const fits = chosen?.id === of.id && chosen.state === of.composer.state;
  // While somebody writes the box stays, whatever becomes of the conversation: letters elsewhere are keys.
  const [written, setWritten] = useState<{ tab: Tab; id: number } | null>(null);
  const writing = written?.id === of.id ? written.tab : null;
  const tab: Tab = writing ?? (fits ? chosen.tab : silent ? "note" : "reply");
  const open = (next: Tab) => {
    // At once: what is typed next is meant for the box, and letters elsewhere are keys.
    flushSync(() => {
      setChosen({ tab: next, id: of.id, state: of.composer.state });
      setWritten(null);
    });
    document.querySelector<HTMLElement>(".composer textarea")?.focus();
  };
  useCommands({ reply: () => open("reply"), note: () => open("note") });
  if (!mayWrite) return null;
  const names: Record<Tab, string> = { reply: i18n.t("Reply"), note: i18n.t("Private note") };
  return (
    <section
      className={tab === "note" ? "composer for-team" : "composer"}
      aria-label={names[tab]}
      onFocus={({ target }) => target instanceof HTMLTextAreaElement && setWritten({ tab, id: of.id })}
      onBlur={({ currentTarget, target, relatedTarget }) => {
        // Neither a button of the box nor another window is elsewhere.
        if (!currentTarget.contains(relatedTarget) && document.activeElement !== target) setWritten(null);
      }}
    >
      <div className="composer-tabs" role="tablist">
        {(["reply", "note"] as const).map((name) => (
          <button
            key={name}
            type="button"
            role="tab"
            aria-selected={tab === name}
            title={withKey(name)}
            onClick={() => open(name)}
          >
            {names[name]}
          </button>
        ))}
      </div>
      {tab === "note" ? (
        <>
          {silent && <WhoHasIt of={of} actions={actions} />}
          <NoteBox key={of.id} of={of} />
        </>
      ) : (
        <Reply key={of.id} of={of} me={me} actions={actions} writing={writing === "reply"} note={() => open("note")} />
      )}
    </section>
  );
}
