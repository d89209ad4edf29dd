// Who is logged in.
import { i18n } from "@lingui/core";
import { type QueryClient, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { ask, call, client, setCsrf } from "../api/client";
import { Refused } from "../api/problem";
import type { Session, Staff } from "../api/shapes";
import { makeStore, useStore } from "../shell/store";

export const SESSION = ["session"];

async function readSession(): Promise<Session | null> {
  try {
    return noted(await ask(client.GET("/session")));
  } catch (error) {
    if (error instanceof Refused && error.status === 401) return null;
    throw error;
  }
}

/** Whose desk is open: also after their log-in has ended, so that what they typed is there when they are back. */
export const deskOf = makeStore<Session | null>(null);

export function noted(session: Session): Session {
  setCsrf(session.csrf);
  deskOf.set(session);
  return session;
}

/** Let somebody in: at the desk they left, or at one of their own, with nothing of who was here before. */
export function enter(queries: QueryClient, session: Session) {
  if (deskOf.get()?.staff.id !== session.staff.id) forget(queries);
  queries.setQueryData(SESSION, noted(session));
}

/** A log-in has ended by itself: who looks must show again who they are, and the desk waits as it is. */
export function end(queries: QueryClient) {
  if (queries.getQueryData(SESSION)) queries.setQueryData(SESSION, null);
}

/** Return the session (null: nobody is logged in), and whether that is known yet. */
export const useSession = () => useQuery({ queryKey: SESSION, queryFn: readSession, staleTime: Infinity, retry: 1 });

/** Return who is logged in; below the gate of App alone. */
export function useMe(): Session {
  const { data } = useSession();
  const left = useStore(deskOf);
  const me = data ?? left;
  if (!me) throw new Error("nobody is logged in here");
  return me;
}

/** Whether somebody's role lets them do something; the server says so anyway. */
export const may = (me: Session, permission: Session["permissions"][number]) => me.permissions.includes(permission);

export const ROLES: Record<Staff["role"], () => string> = {
  owner: () => i18n.t("Owner"),
  marketer: () => i18n.t("Marketer"),
  agent: () => i18n.t("Agent"),
  operator: () => i18n.t("Operator"),
};
export const roleName = (role: Staff["role"]) => ROLES[role]();

export interface Typed {
  email: string;
  password: string;
  shop?: string;
  code?: string;
}

export function useLogIn() {
  const queries = useQueryClient();
  return useCallback(
    async (typed: Typed | { who: string }) => {
      const path = "who" in typed ? "/session/demo" : "/session";
      enter(queries, await call<Session>("POST", path, { body: typed }));
    },
    [queries],
  );
}

/** Forget all that was shown; who looks is not logged in. Not by clear(), which would leave the screen as it is. */
export function forget(queries: QueryClient) {
  deskOf.set(null);
  queries.setQueryData(SESSION, null);
  queries.removeQueries({ predicate: (query) => query.queryKey[0] !== SESSION[0] });
}

export function useLogOut() {
  const queries = useQueryClient();
  return useCallback(async () => {
    await ask(client.DELETE("/session"));
    forget(queries);
  }, [queries]);
}
