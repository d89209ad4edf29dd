import { i18n } from "@lingui/core";
import { Icon } from "../../thread/icons";
import { langOf } from "../../thread/words";
import { may, useMe } from "../session/session";
import { complain, tell } from "../shell/toasts";
import { money } from "../words/money";
import { calls, type Listed, type Segment } from "./calls";
import { addressOf, RUNNING, toStep } from "./where";
import { audienceSaid, count, stateName, whenSaid } from "./words";

interface Props {
  of: Listed;
  segments: readonly Segment[];
  currency: string;
}

/** One broadcast of the list: it opens where it is. */
export function BroadcastRow({ of, segments, currency }: Props) {
  const me = useMe();
  const draft = of.state === "draft";
  const step = draft ? "who" : RUNNING;
  const { progress } = of;
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
        {progress && (
          <span className="progressed">
            <progress max={progress.audience || 1} value={progress.done} aria-label={i18n.t("Sent so far")} />
            <small>
              {i18n.t("{done} of {total}", { done: count(progress.done), total: count(progress.audience) })} ·{" "}
              {money(progress.cost_micros, currency)}
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
