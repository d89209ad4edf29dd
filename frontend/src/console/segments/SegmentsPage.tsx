import { i18n } from "@lingui/core";
import { useCommands } from "../keys/commands";
import { may, useMe } from "../session/session";
import { BackButton } from "../shell/BackButton";
import { go, usePlace } from "../shell/place";
import { useSegments } from "./context";
import { SegmentEditor } from "./SegmentEditor";
import { SegmentList } from "./SegmentList";
import type { Segment } from "./segments";
import "./segments.css";
import { Failed } from "../shell/Failed";
import { NavButton } from "../shell/NavButton";

const NEW = "new";
const toList = () => go({ rest: "", asked: "" });

/** The segments of the shop's customers: all of them, or one that is built. */
export function SegmentsPage() {
  const { rest } = usePlace();
  return (
    <main className="page segments" aria-label={i18n.t("Segments")}>
      {rest === "" ? <All /> : <One key={rest} rest={rest} />}
    </main>
  );
}

function All() {
  const me = useMe();
  const all = useSegments();
  return (
    <>
      <header className="segments-head">
        <NavButton />
        <h1>{i18n.t("Segments")}</h1>
        {may(me, "segments.write") && (
          <button type="button" className="primary" onClick={() => go({ rest: NEW })}>
            {i18n.t("New segment")}
          </button>
        )}
      </header>
      <p className="quiet">
        {i18n.t("A segment is a rule that is kept: who fits it is looked up anew each time it is used.")}
      </p>
      {all.isError && !all.data ? (
        <Failed error={all.error} retry={() => void all.refetch()} />
      ) : (
        <SegmentList of={all.data} />
      )}
    </>
  );
}

function One({ rest }: { rest: string }) {
  const all = useSegments();
  useCommands({ back: toList });
  const of = all.data?.find((one) => String(one.id) === rest);
  const gone = all.isSuccess && rest !== NEW && of === undefined;
  return (
    <>
      <header className="segments-head">
        <BackButton name={i18n.t("All segments")} back={toList} />
        <h1>{of?.name ?? (rest === NEW ? i18n.t("New segment") : i18n.t("Segment"))}</h1>
      </header>
      {gone && <p className="empty">{i18n.t("There is no such segment.")}</p>}
      {of && <Uses of={of} />}
      {(of || rest === NEW) && <SegmentEditor key={of?.version ?? 0} of={of ?? null} kept={toList} cancel={toList} />}
    </>
  );
}

/** Who goes by this rule, and so by what is changed of it. */
function Uses({ of }: { of: Segment }) {
  const users = usersOf(of);
  return users.length === 0 ? null : (
    <p className="hint-line">
      {i18n.t("Used by {users}: they go by the new rule as soon as it is saved.", { users: users.join(", ") })}
    </p>
  );
}

/** Return what uses a segment, in words. */
export function usersOf({ used_by, used_by_rules, used_by_broadcasts }: Segment): readonly string[] {
  return [
    ...used_by.map(({ name }) => i18n.t("the segment “{name}”", { name })),
    ...used_by_rules.map((name) => i18n.t("the rule of notices “{name}”", { name })),
    ...used_by_broadcasts.map(({ name }) => i18n.t("the broadcast “{name}”", { name })),
  ];
}
