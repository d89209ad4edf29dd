// What can be done with the open conversation: shown at once, undone for ten seconds, told when it had moved on.
import { i18n } from "@lingui/core";
import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { desk } from "../api/desk";
import { Refused } from "../api/problem";
import type { ConversationWhole, PutOff, Staff } from "../api/shapes";
import { after } from "../inbox/listing";
import { nameOf } from "../inbox/people";
import { onScreen } from "../inbox/useList";
import { go } from "../shell/place";
import { complain, tell } from "../shell/toasts";
import { known, patch, refresh } from "./cache";

type Change = (version: number, epoch: number) => Promise<unknown>;
interface Act {
  id: number;
  change: Change;
  shown?: Partial<ConversationWhole>;
  done?: string; // what the toast says that offers to undo it
}

export type Actions = ReturnType<typeof makeActions>;

export function useActions(id: number, me: Staff): Actions {
  const queries = useQueryClient();
  return useMemo(() => makeActions(queries, id, me), [queries, id, me]);
}

export function goNext(id: number) {
  go({ id: after(onScreen.get(), id) }, true);
}

function makeActions(queries: QueryClient, id: number, me: Staff) {
  const act = (what: Omit<Act, "id">) => perform(queries, { id, ...what });
  const assign = (to: Staff | null) =>
    act({
      change: (version) => desk.assign(id, to?.id ?? null, version),
      shown: { assignee_id: to?.id ?? null },
      done: to ? i18n.t("Assigned to {name}", { name: nameOf(to) }) : i18n.t("Assigned to nobody"),
    });
  const resolve = () =>
    act({
      change: (version) => desk.resolve(id, version),
      shown: { status: "resolved", waiting_since: null },
      done: i18n.t("Resolved"),
    });
  const reopen = () => act({ change: (version) => desk.reopen(id, version), shown: { status: "open" } });
  return {
    take: () =>
      act({
        change: (_, epoch) => desk.take(id, epoch),
        shown: { owner: "agent", assignee_id: me.id, ...opened(known(queries, id)) },
      }),
    handBack: (instruction = "") =>
      act({
        change: (_, epoch) => desk.handBack(id, epoch, instruction),
        shown: { owner: "assistant" },
        done: i18n.t("The assistant has it again"),
      }),
    resolve,
    reopen,
    toggleResolved: () => (known(queries, id)?.status === "resolved" ? reopen() : resolve()),
    resolveNext: () => {
      const done = resolve();
      goNext(id);
      return done;
    },
    assign,
    assignMe: () => assign(me),
    label: (labels: readonly number[]) =>
      act({ change: (version) => desk.label(id, labels, version), shown: { labels: [...labels] } }),
    snooze: (how: PutOff) =>
      act({
        change: (version) => desk.snooze(id, how, version),
        shown: {
          status: "snoozed",
          snoozed_until: how.until ?? null,
          snoozed_for: (how.for ?? "time") as ConversationWhole["snoozed_for"],
        },
        done: i18n.t("Snoozed"),
      }),
    wake: () => act({ change: (version) => desk.wake(id, version), shown: { status: "open" } }),
    answered: () =>
      act({
        change: (version) => desk.answered(id, version),
        shown: { waiting_since: null },
        done: i18n.t("Marked as in need of no answer"),
      }),
    unread: () => {
      patch(queries, id, { unread: true });
      go({ id: null });
      return desk.unread(id).catch(complain);
    },
    retry: (message: string) => desk.retry(id, message).then(() => refresh(queries, id), complain),
  };
}

/** Return the composer of what is mine from now on: what is typed next is meant for its box, not for the keys. */
const opened = (one: ConversationWhole | undefined): Partial<ConversationWhole> =>
  one && ["assistant", "other", "resolved"].includes(one.composer.state)
    ? { composer: { ...one.composer, state: "open", by: null } }
    : {};

async function perform(queries: QueryClient, { id, change, shown, done }: Act): Promise<void> {
  const before = known(queries, id);
  if (!before) return;
  if (shown) patch(queries, id, shown);
  try {
    const now = await change(before.version, before.epoch);
    const told = isWhole(now, id) ? now : null;
    if (told) patch(queries, id, told);
    if (done) tell({ text: done, undo: () => revert(queries, id, told) });
  } catch (error) {
    patch(queries, id, before);
    if (error instanceof Refused && error.problem.present) patch(queries, id, error.problem.present);
    complain(error);
  }
  refresh(queries, id);
}

/** Undo by what the conversation is now, whichever list it has gone to; out of my sight, by what I was told last. */
async function revert(queries: QueryClient, id: number, told: ConversationWhole | null) {
  const now = await desk.conversation(id).catch((error) => told ?? Promise.reject(error));
  await desk.undo(id, now.version);
  refresh(queries, id);
}

const isWhole = (answer: unknown, id: number): answer is ConversationWhole =>
  typeof answer === "object" && answer !== null && (answer as ConversationWhole).id === id && "version" in answer;
