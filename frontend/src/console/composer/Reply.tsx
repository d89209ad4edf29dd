import { i18n } from "@lingui/core";
import { useState } from "react";
import type { ConversationWhole, Session } from "../api/shapes";
import type { Actions } from "../conversation/useActions";
import { useNow } from "../words/useNow";
import { ReplyBox } from "./ReplyBox";
import { TemplatePicker } from "./TemplatePicker";
import { isSilent, useWhoHasIt, WhoHasIt } from "./WhoHasIt";

const FREE: readonly string[] = ["open", "resolved"];

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
  const who = useWhoHasIt(of);
  const { state } = of.composer;
  const now = useNow();
  const [picking, setPicking] = useState(false);
  // The window shuts by the clock, which nobody tells of.
  const shut = state === "shut" || (FREE.includes(state) && Date.parse(of.window_closes_at ?? "") <= now);
  const silent = isSilent(of);
  if (silent && !writing) return <WhoHasIt of={of} actions={actions} note={note} />;
  if (shut && writing && !picking) {
    const told = i18n.t(
      "WhatsApp's window has shut while you wrote. Your words stay here; only a template reaches them.",
    );
    return <ReplyBox of={of} me={me} actions={actions} now={told} instead={() => setPicking(true)} />;
  }
  if (shut || state === "one_way") {
    const why = shut
      ? i18n.t("WhatsApp's window is shut: until the customer writes, only a template reaches them.")
      : i18n.t("SMS here is one-way: the customer can't answer this.");
    return <TemplatePicker of={of} me={me} why={why} />;
  }
  return <ReplyBox of={of} me={me} actions={actions} {...(silent && { now: who })} />;
}
