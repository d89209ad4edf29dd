import { i18n } from "@lingui/core";
import { useQuery } from "@tanstack/react-query";
import { Icon } from "../../thread/icons";
import { langOf } from "../../thread/words";
import { may, useMe } from "../session/session";
import { complain, tell } from "../shell/toasts";
import { BROADCAST_KEYS, calls, type Listed, type Segment } from "./calls";
import { addressOf, RUNNING, toStep } from "./where";
import { audienceSaid, count, stateName, sum, whenSaid } from "./words";

const OVER = ["ended", "canceled", "stopped"];

/** One broadcast of the list: it opens where it is. */
export function BroadcastRow({ of, segments }: { of: Listed; segments: readonly Segment[] }) {
  const me = useMe();
  const draft = of.state === "draft";
  const step = draft ? "who" : RUNNING;
  const numbers = useQuery({
    queryKey: BROADCAST_KEYS.numbers(of.id),
    queryFn: () => calls.numbers(of.id),
    enabled: of.began_at !== null,
    staleTime: OVER.includes(of.state) ? 600_000 : 0,
  }).data;
  const gone = numbers ? numbers.audience - numbers.not_started : 0;
  const drop = () => calls.drop(of.id).then(() => tell({ text: i18n.t("The draft is thrown away") }), complain);
  return (
    <li className={`sending-row ${of.state}`} data-broadcast={of.id}>
      <a
        href={`/console/broadcasts/${addressOf(of.id, step)}`}
        onClick={(event) => {
          if (event.metaKey || event.ctrlKey) return;
          event.preventDefault();
          toStep(of.id, step);
        }}
      >
        <b lang={langOf(of.name, i18n.locale)}>{of.name}</b>
        <span className={`chip state-${of.state}`}>{stateName(of.state)}</span>
        <span className="to-whom">{audienceSaid(of.audience, segments)}</span>
        <span className="when">{whenSaid(of)}</span>
        {numbers && (
          <span className="progressed">
            <progress max={numbers.audience || 1} value={gone} aria-label={i18n.t("Sent so far")} />
            <small>
              {i18n.t("{done} of {total}", { done: count(gone), total: count(numbers.audience) })} ·{" "}
              {sum(numbers.cost_micros, numbers.currency)}
            </small>
          </span>
        )}
        {of.says && <small className="says">{of.says}</small>}
      </a>
      {draft && may(me, "broadcasts.write") && (
        <button
          type="button"
          className="round"
          aria-label={i18n.t("Throw {name} away", { name: of.name })}
          onClick={() => void drop()}
        >
          <Icon name="close" />
        </button>
      )}
    </li>
  );
}
