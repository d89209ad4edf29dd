import { i18n } from "@lingui/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { langOf } from "../../thread/words";
import { type Customer, PANEL_KEYS } from "../panel/customer";
import { complain, tell } from "../shell/toasts";
import { MergePreview } from "./MergePreview";
import { PersonDialog } from "./PersonDialog";
import { calledOf, PEOPLE_KEYS, people } from "./people";

const SHOWN = 8;

/** Two customers who are one person: find the other, see what will become of them, and say yes to it. */
export function MergeDialog({ of, shut }: { of: Customer; shut: () => void }) {
  const queries = useQueryClient();
  const [other, setOther] = useState<number | null>(null);
  const merge = useMutation({
    mutationFn: (other_id: number) => people.merge(of.id, other_id),
    onSuccess: (now, other_id) => {
      queries.setQueryData(PANEL_KEYS.customer(of.id), now);
      queries.removeQueries({ queryKey: PANEL_KEYS.customer(other_id) });
      for (const queryKey of [["customers"], ["list"], PANEL_KEYS.orders(of.id), PANEL_KEYS.requests(of.id)]) {
        void queries.invalidateQueries({ queryKey });
      }
      tell({ text: i18n.t("Now one customer: {name}", { name: calledOf(now) }) });
      shut();
    },
    onError: complain,
  });
  return (
    <PersonDialog title={i18n.t("Merge with another customer")} shut={shut}>
      {other === null ? (
        <Choose but={of.id} choose={setOther} />
      ) : (
        <MergePreview
          of={of.id}
          other={other}
          back={() => setOther(null)}
          isPending={merge.isPending}
          agree={() => merge.mutate(other)}
        />
      )}
    </PersonDialog>
  );
}

/** Who the other is: found as in the list of customers. */
function Choose({ but, choose }: { but: number; choose: (id: number) => void }) {
  const [typed, setTyped] = useState("");
  const asked = { q: typed, locale: "", consent: "", openOrder: false, noPhone: false } as const;
  const found = useQuery({
    queryKey: [...PEOPLE_KEYS.list(asked), "choice"],
    queryFn: () => people.list(asked, null),
    enabled: typed.trim().length > 1,
  });
  const others = (found.data?.customers ?? []).filter((one) => one.id !== but).slice(0, SHOWN);
  return (
    <div className="choose-other">
      <input
        type="search"
        className="dialog-search"
        aria-label={i18n.t("Who is the same person?")}
        placeholder={i18n.t("Name in any script, last digits, order number, @username")}
        value={typed}
        maxLength={100}
        // biome-ignore lint/a11y/noAutofocus: the dialog was opened to type
        autoFocus
        onChange={(event) => setTyped(event.target.value)}
      />
      <ul>
        {others.map((one) => (
          <li key={one.id}>
            <button type="button" onClick={() => choose(one.id)}>
              <b lang={langOf(calledOf(one), one.locale ?? "en")}>{calledOf(one)}</b>
              <small>
                {[
                  one.phones[0] ?? one.handles[0],
                  one.bought[0] && i18n.t("{n, plural, one {# order} other {# orders}}", { n: one.bought[0].orders }),
                ]
                  .filter(Boolean)
                  .join(" · ")}
              </small>
            </button>
          </li>
        ))}
      </ul>
      {found.isSuccess && others.length === 0 && <p className="quiet">{i18n.t("Nobody else is found.")}</p>}
    </div>
  );
}
