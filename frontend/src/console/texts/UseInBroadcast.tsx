import { i18n } from "@lingui/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { BROADCAST_KEYS, calls } from "../broadcasts/calls";
import { kept, type Sources } from "../broadcasts/sources";
import { toStep } from "../broadcasts/where";
import { complain } from "../shell/toasts";
import type { Text } from "./calls";
import type { From } from "./where";

const HALF = 50;

/** Let the broadcast that one came from say this text, and go back to it. */
export function UseInBroadcast({ text, from }: { text: Text; from: From }) {
  const queries = useQueryClient();
  const use = useMutation({
    mutationFn: async () => {
      const now = await calls.read(from.broadcast);
      const second = now.second as { values?: Sources; percent?: number } | null;
      const values = kept((from.second ? second?.values : (now.values as Sources)) ?? {}, text.fields);
      const change = from.second
        ? { second: { key: text.key, values, percent: second?.percent ?? HALF } }
        : { key: text.key, values };
      return calls.revise(from.broadcast, now.version, change);
    },
    onSuccess: (now) => {
      queries.setQueryData(BROADCAST_KEYS.one(now.id), now);
      void queries.invalidateQueries({ queryKey: BROADCAST_KEYS.texts });
      toStep(now.id, "what");
    },
    onError: complain,
  });
  return (
    <p className="use-it">
      <button type="button" className="primary" disabled={use.isPending} onClick={() => use.mutate()}>
        {from.second ? i18n.t("Use it as the second text") : i18n.t("Use it in the broadcast")}
      </button>
    </p>
  );
}
