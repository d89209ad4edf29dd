// A text while it is written: kept in this browser at each key, looked at by the server when one pauses.
import { i18n } from "@lingui/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useCallback, useMemo, useState } from "react";
import { Refused } from "../api/problem";
import { useSettled } from "../segments/useSettled";
import { type Fault, texts } from "./calls";
import { type Typed, toSent } from "./typed";

const PAUSE = 500;
const KEPT = "dastak.text.";

function readKept(name: string): Typed | null {
  try {
    return JSON.parse(localStorage.getItem(KEPT + name) ?? "null") as Typed | null;
  } catch {
    return null;
  }
}

/** Forget what was written and not saved. */
export const forgetKept = (name: string) => localStorage.removeItem(KEPT + name);

/** Return what is written, what was saved of it, and what changes it. `name`: under which this browser keeps it. */
export function useWriting(name: string, saved: Typed) {
  const [typed, setTyped] = useState<Typed>(() => readKept(name) ?? saved);
  const change = useCallback(
    (now: Typed) => {
      setTyped(now);
      localStorage.setItem(KEPT + name, JSON.stringify(now));
    },
    [name],
  );
  const undo = useCallback(() => {
    forgetKept(name);
    setTyped(saved);
  }, [name, saved]);
  const changed = useMemo(() => JSON.stringify(typed) !== JSON.stringify(saved), [typed, saved]);
  return { typed, change, undo, changed };
}

const NONE: readonly Fault[] = [];

/** Return what WhatsApp or the law would refuse in what is written, and what is known of it besides. */
export function useCheck(typed: Typed, currency: string) {
  const settled = useSettled(typed, PAUSE);
  const sent = useMemo(() => toSent(settled, currency, true), [settled, currency]);
  const any = Object.keys(sent.texts).length > 0;
  const asked = useQuery({
    queryKey: ["texts", "check", i18n.locale, JSON.stringify(sent)], // what is wrong is said in a language
    queryFn: () => texts.check(sent),
    enabled: any,
    placeholderData: keepPreviousData,
    retry: false,
    gcTime: 60_000,
  });
  const refused = asked.error instanceof Refused ? asked.error.problem.errors : undefined;
  const faults: readonly Fault[] = any ? (refused ?? asked.data?.errors ?? NONE) : NONE;
  return { faults, told: asked.data, checking: asked.isFetching || settled !== typed };
}
