import { i18n } from "@lingui/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Refused } from "../../api/problem";
import { Loaded, Nothing } from "../../rules/parts";
import { complain, tell } from "../../shell/toasts";
import { dateAndClock } from "../../words/moments";
import { faq, KEYS } from "../calls";

const HOW: Record<string, () => string> = {
  before: () => i18n.t("as it was before"),
  written: () => i18n.t("written"),
  imported: () => i18n.t("out of a table"),
  started: () => i18n.t("ready answers"),
  dropped: () => i18n.t("dropped"),
  restored: () => i18n.t("brought back"),
  undone: () => i18n.t("undone"),
};
export const howOf = (how: string) => HOW[how]?.() ?? how;

/** What changed in the answers, newest first; each change can be undone as a whole. */
export function Changes({ canWrite }: { canWrite: boolean }) {
  const [open, setOpen] = useState(false);
  return (
    <details className="rules-card" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{i18n.t("What was changed")}</summary>
      {open && <List canWrite={canWrite} />}
    </details>
  );
}

function List({ canWrite }: { canWrite: boolean }) {
  const found = useQuery({ queryKey: KEYS.changes, queryFn: faq.changes });
  const queries = useQueryClient();
  const undo = useMutation({
    mutationFn: faq.undo,
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ["settings"] });
      tell({ text: i18n.t("It is as it was before"), seconds: 4 });
    },
    onError: (error) =>
      complain(
        error instanceof Refused && error.status === 409
          ? new Error(i18n.t("An answer of it was changed again since: nothing was undone."))
          : error,
      ),
  });
  return (
    <Loaded of={found}>
      {(changes) =>
        changes.length === 0 ? (
          <Nothing say={i18n.t("Nothing was changed yet.")} />
        ) : (
          <ul className="rules-list">
            {changes.map((one) => (
              <li key={one.id}>
                <div className="main">
                  <b>{one.topics.join(", ")}</b>
                  <small>
                    {dateAndClock(one.at)} · {howOf(one.how)} {one.by && `· ${one.by}`}
                  </small>
                </div>
                {canWrite && (
                  <button type="button" className="plain" disabled={undo.isPending} onClick={() => undo.mutate(one.id)}>
                    {i18n.t("Undo")}
                  </button>
                )}
              </li>
            ))}
          </ul>
        )
      }
    </Loaded>
  );
}
