import { i18n } from "@lingui/core";
import { useEffect, useState } from "react";
import { outbox, sendHeld } from "../composer/outbox";
import { useStore } from "../shell/store";
import { clock } from "../words/moments";
import type { LineState } from "./useLive";

const PATIENCE = 5000;
const AGAIN = 5000;

/** After five seconds without a line: since when, and that nothing is lost. */
export function OfflineBar({ line: { lostAt } }: { line: LineState }) {
  const held = useStore(outbox);
  const [late, setLate] = useState(false);
  useEffect(() => {
    setLate(false);
    if (lostAt === null) return;
    const timer = window.setTimeout(() => setLate(true), PATIENCE);
    return () => window.clearTimeout(timer);
  }, [lostAt]);
  useEffect(() => {
    if (held.length === 0) return;
    const timer = window.setInterval(() => void sendHeld(), AGAIN);
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener("beforeunload", warn);
    return () => {
      window.clearInterval(timer);
      removeEventListener("beforeunload", warn);
    };
  }, [held.length]);
  if (!(late && lostAt !== null) && held.length === 0) return null;
  return (
    <div className="offline" role="status">
      {lostAt !== null &&
        late &&
        i18n.t("Offline since {time}, showing what we had.", { time: clock(new Date(lostAt).toISOString()) })}{" "}
      {held.length > 0 &&
        i18n.t("{n, plural, one {# message waits for the line.} other {# messages wait for the line.}}", {
          n: held.length,
        })}
    </div>
  );
}
