import { i18n } from "@lingui/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { langOf } from "../../thread/words";
import { complain } from "../shell/toasts";
import { dateAndClock } from "../words/moments";
import { customerDesk, PANEL_KEYS, type Request } from "./customer";
import { kind, STATES } from "./words";

/** What the customer asked the team for: the open ones can be closed. */
export function Requests({ of }: { of: readonly Request[] }) {
  const queries = useQueryClient();
  const close = useMutation({
    mutationFn: ({ reference, state }: { reference: string; state: "done" | "refused" }) =>
      customerDesk.close(reference, state),
    onSettled: (row) => {
      if (row) void queries.invalidateQueries({ queryKey: PANEL_KEYS.requests(row.customer_id) });
    },
    onError: complain,
  });
  return (
    <ul className="requests">
      {of.map((one) => (
        <li key={one.id}>
          <p>
            <b>{kind(one.kind)}</b> {one.reference} {one.order_number && `· ${one.order_number}`}
          </p>
          {one.detail && <p lang={langOf(one.detail, "en")}>{one.detail}</p>}
          {one.state === "open" ? (
            <p>
              <button
                type="button"
                className="plain"
                onClick={() => close.mutate({ reference: one.reference, state: "done" })}
              >
                {i18n.t("Done")}
              </button>
              <button
                type="button"
                className="plain"
                onClick={() => close.mutate({ reference: one.reference, state: "refused" })}
              >
                {i18n.t("Refused")}
              </button>
            </p>
          ) : (
            <small>
              {STATES[one.state]()} · {dateAndClock(one.done_at ?? one.created_at)}
            </small>
          )}
        </li>
      ))}
    </ul>
  );
}
