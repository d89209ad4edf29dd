import { i18n } from "@lingui/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { desk, KEYS } from "../api/desk";
import { Refused } from "../api/problem";
import type { ConversationWhole, Session } from "../api/shapes";
import { Composer } from "../composer/Composer";
import { useMe } from "../session/session";
import { go } from "../shell/place";
import { ConversationHead } from "./ConversationHead";
import { Dialogs } from "./Dialogs";
import { Handoff } from "./Handoff";
import { Returning } from "./Returning";
import { Timeline } from "./Timeline";
import { useActions } from "./useActions";
import { useConversationKeys } from "./useConversationKeys";
import { usePresence } from "./usePresence";

/** The open conversation: head, thread, composer. */
export function Conversation({ id }: { id: number }) {
  const me = useMe();
  const queries = useQueryClient();
  const found = useQuery({
    queryKey: KEYS.conversation(id),
    queryFn: () => desk.conversation(id),
    retry: (count, error) => !(error instanceof Refused && error.status < 500) && count < 2,
  });
  // What was fetched of a neighbour is there at once; so is what is beside this one.
  useEffect(() => () => void queries.cancelQueries({ queryKey: KEYS.timeline(id) }), [queries, id]);
  const gone = isGone(found.error);
  useEffect(() => {
    if (gone) queries.removeQueries({ queryKey: KEYS.timeline(id) });
  }, [gone, queries, id]);
  // What was shown before is nobody's to read who may not see it now.
  if (found.isError && (gone || !found.data)) return <NotThere error={found.error} seen={found.data !== undefined} />;
  if (!found.data) return <main className="conversation" aria-busy="true" />;
  return <Open of={found.data} me={me} />;
}

function Open({ of, me }: { of: ConversationWhole; me: Session }) {
  const actions = useActions(of.id, me.staff);
  useConversationKeys(of, actions);
  usePresence(of.id);
  return (
    <main className={`conversation ${of.channel}`} aria-label={of.name || of.address}>
      <ConversationHead of={of} me={me} actions={actions} />
      <div className="pinned">
        {of.handoff && <Handoff of={of.handoff} />}
        <Returning of={of} actions={actions} />
      </div>
      <Timeline of={of} actions={actions} />
      <Composer of={of} me={me} actions={actions} />
      <Dialogs of={of} actions={actions} />
    </main>
  );
}

const isGone = (error: Error | null) => error instanceof Refused && (error.status === 404 || error.status === 403);

function NotThere({ error, seen }: { error: Error; seen: boolean }) {
  const why = seen
    ? i18n.t("You see this conversation no longer: somebody else has it now, or what agents see was changed.")
    : i18n.t("You see no conversation at this address.");
  return (
    <main className="conversation nothing">
      <p role={seen ? "status" : undefined}>
        {isGone(error) ? why : error.message || i18n.t("Dastak does not answer")}
      </p>
      <button type="button" className="primary" onClick={() => go({ id: null })}>
        {i18n.t("Back to the list")}
      </button>
    </main>
  );
}
