import { i18n } from "@lingui/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Icon } from "../../thread/icons";
import { langOf } from "../../thread/words";
import { may, useMe } from "../session/session";
import { go } from "../shell/place";
import { useNames } from "./context";
import { DropDialog } from "./DropDialog";
import { countInTurn, SEGMENT_KEYS, type Segment } from "./segments";
import { fromRule, type Rule } from "./tree";
import { countSaid } from "./WhoFits";
import { type Names, sayKept } from "./words";

const FRESH = 5 * 60_000;

/** All segments, each with whom it means in a sentence and how many that are now. */
export function SegmentList({ of }: { of: readonly Segment[] | undefined }) {
  const [dropped, setDropped] = useState<Segment | null>(null);
  const names = useNames((of ?? []).map(({ rule }) => fromRule(rule as Rule)));
  if (of === undefined) return <p role="status">{i18n.t("Loading")}</p>;
  if (of.length === 0) {
    return (
      <div className="empty">
        <h2>{i18n.t("No segment yet")}</h2>
        <p>{i18n.t("Begin with one like “5 orders or more” or “bought nothing in the last 60 days”.")}</p>
      </div>
    );
  }
  return (
    <>
      <ul className="segment-list" aria-label={i18n.t("Segments")}>
        {of.map((one) => (
          <Row key={one.id} of={one} names={names} drop={() => setDropped(one)} />
        ))}
      </ul>
      {dropped && <DropDialog of={dropped} shut={() => setDropped(null)} />}
    </>
  );
}

function Row({ of, names, drop }: { of: Segment; names: Names; drop: () => void }) {
  const me = useMe();
  const rule: Rule = { segment: of.id };
  const counted = useQuery({
    queryKey: [...SEGMENT_KEYS.count(rule), of.version],
    queryFn: () => countInTurn(rule),
    staleTime: FRESH,
    retry: false,
  });
  return (
    <li data-segment={of.id}>
      <a
        className="segment-open"
        href={`/console/segments/${of.id}`}
        onClick={(event) => {
          if (event.metaKey || event.ctrlKey) return;
          event.preventDefault();
          go({ rest: String(of.id) });
        }}
      >
        <b lang={langOf(of.name, "en")}>{of.name}</b>
        <span className="rule-said">{sayKept(of, names)}</span>
      </a>
      <span className="segment-count">{counted.data ? countSaid(counted.data) : counted.isError ? "" : "…"}</span>
      {may(me, "segments.write") && (
        <button
          type="button"
          className="round"
          aria-label={i18n.t("Delete {name}", { name: of.name })}
          title={i18n.t("Delete {name}", { name: of.name })}
          onClick={drop}
        >
          <Icon name="close" />
        </button>
      )}
    </li>
  );
}
