// What the pages of replies, macros, labels and views share: looking through a list, saving, and taking away.
import { i18n } from "@lingui/core";
import { type QueryClient, useMutation, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useId, useState } from "react";
import { KEYS } from "../api/desk";
import { Refused } from "../api/problem";
import { may, useMe } from "../session/session";
import { go } from "../shell/place";
import { complain, tell } from "../shell/toasts";
import type { Uses } from "./calls";

/** Have everything that stands at the desk fetched anew. */
export const refetch = (queries: QueryClient) =>
  Promise.all(
    [KEYS.canned, KEYS.macros, KEYS.labels, KEYS.views].map((queryKey) => queries.invalidateQueries({ queryKey })),
  );

/** Return what saves; where somebody was faster, what is there is fetched, and what was typed stays. */
export function useSaving<Typed, Made>(send: (typed: Typed) => Promise<Made>, done: (made: Made) => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: send,
    onSuccess: async (made) => {
      await refetch(queries);
      tell({ text: i18n.t("Saved"), seconds: 3 });
      done(made);
    },
    onError: async (error) => {
      if (error instanceof Refused && error.status === 409 && error.problem.present) {
        await refetch(queries);
        const words = i18n.t("Somebody has changed it meanwhile. What you typed is still here: look, then save again.");
        return complain(new Error(words));
      }
      if (!(error instanceof Refused) || !error.problem.errors?.length) complain(error);
    },
  });
}

/** Return whether I may write something that is kept ready: my own, or the team's. */
export function useMayKeep(of: { mine: boolean } | undefined): boolean {
  const me = useMe();
  return may(me, "conversations.write") && (of === undefined || of.mine || may(me, "catalogue.write"));
}

interface LookProps {
  typed: string;
  look: (typed: string) => void;
  children?: ReactNode;
}

/** A box that looks through what is listed below, and what can be made. */
export function Look({ typed, look, children }: LookProps) {
  const id = useId();
  return (
    <search className="rules-tools">
      <div className="field grow">
        <label htmlFor={id}>{i18n.t("Words in it")}</label>
        <input id={id} type="search" value={typed} maxLength={100} onChange={(event) => look(event.target.value)} />
      </div>
      {children}
    </search>
  );
}

/** Whether words that somebody types are in what a thing says. */
export const has = (typed: string, ...said: readonly string[]) =>
  said.join(" ").toLocaleLowerCase().includes(typed.trim().toLocaleLowerCase());

interface LinkProps {
  rest: string;
  children: ReactNode;
}

/** A row of a list that opens a page of its own. */
export function RowLink({ rest, children }: LinkProps) {
  return (
    <a
      className="main"
      href={`/console/settings/${rest}`}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey) return;
        event.preventDefault();
        go({ rest });
      }}
    >
      {children}
    </a>
  );
}

interface DropProps {
  name: string;
  /** What uses it; without it nothing can. */
  uses?: () => Promise<Uses>;
  drop: () => Promise<unknown>;
  done?: () => void;
}

/** Takes a thing away: first what uses it is said, then it is asked once more. */
export function Drop({ name, uses, drop, done }: DropProps) {
  const queries = useQueryClient();
  const [told, setTold] = useState<readonly string[] | null>(null);
  const look = useMutation({
    mutationFn: async () => (uses ? sayUses(await uses()) : []),
    onSuccess: setTold,
    onError: complain,
  });
  const away = useMutation({
    mutationFn: drop,
    onSuccess: async () => {
      await refetch(queries);
      tell({ text: i18n.t("Deleted: {name}", { name }), seconds: 4 });
      done?.();
    },
    onError: complain,
  });
  if (told === null) {
    return (
      <button
        type="button"
        className="plain"
        aria-label={i18n.t("Delete {name}", { name })}
        disabled={look.isPending}
        onClick={() => look.mutate()}
      >
        {i18n.t("Delete")}
      </button>
    );
  }
  return (
    <div className="rules-card" role="alert">
      <p>{i18n.t("Delete “{name}”?", { name })}</p>
      {told.map((one) => (
        <p key={one}>{one}</p>
      ))}
      <div className="rules-buttons">
        <button type="button" className="primary" disabled={away.isPending} onClick={() => away.mutate()}>
          {i18n.t("Yes, delete it")}
        </button>
        {/* biome-ignore lint/a11y/noAutofocus: it stands where the button was that had the focus */}
        <button type="button" className="plain" autoFocus onClick={() => setTold(null)}>
          {i18n.t("Leave it")}
        </button>
      </div>
    </div>
  );
}

function sayUses({ macros, views, others, conversations, people }: Uses): readonly string[] {
  const list = (names: readonly string[]) => names.map((name) => `“${name}”`).join(", ");
  return [
    macros.length > 0 ? i18n.t("These macros go on without it: {list}", { list: list(macros) }) : "",
    views.length > 0 ? i18n.t("These views will find nothing by it: {list}", { list: list(views) }) : "",
    others > 0
      ? i18n.t("{others, plural, one {# of a colleague’s own uses it} other {# of colleagues’ own use it}}", { others })
      : "",
    conversations > 0
      ? i18n.t("{conversations, plural, one {# conversation loses it} other {# conversations lose it}}", {
          conversations,
        })
      : "",
    people > 0
      ? i18n.t("{people, plural, one {# colleague opens it by a key} other {# colleagues open it by a key}}", {
          people,
        })
      : "",
  ].filter(Boolean);
}
