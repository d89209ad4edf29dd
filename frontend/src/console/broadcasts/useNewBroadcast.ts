import { i18n } from "@lingui/core";
import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { complain } from "../shell/toasts";
import { dateAndClock } from "../words/moments";
import { BROADCAST_KEYS, calls } from "./calls";
import { toStep } from "./where";

/** Return what begins a broadcast: its draft is there from the first step on, in whatever browser. */
export function useNewBroadcast() {
  const queries = useQueryClient();
  const [busy, setBusy] = useState(false);
  const begun = useRef(false); // a second click comes before the first is drawn
  const begin = async (replace = false) => {
    if (begun.current) return;
    begun.current = true;
    setBusy(true);
    try {
      const made = await calls.add(i18n.t("Broadcast of {when}", { when: dateAndClock(new Date().toISOString()) }));
      queries.setQueryData(BROADCAST_KEYS.one(made.id), made);
      toStep(made.id, "who", replace);
    } catch (error) {
      complain(error);
    }
    begun.current = false;
    setBusy(false);
  };
  return { begin: () => void begin(), replace: () => void begin(true), busy };
}
