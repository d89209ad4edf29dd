import { i18n } from "@lingui/core";
import type { ConversationTold } from "../api/shapes";
import { clock, span } from "../words/moments";

const HOUR = 3_600_000;

/** How long the customer has waited, coloured by the goal; below it the hours left of WhatsApp's window. */
export function Clock({ of, now }: { of: ConversationTold; now: number }) {
  const left = of.window_closes_at ? Date.parse(of.window_closes_at) - now : null;
  const state = of.clock?.state ?? "fine";
  return (
    <span className="clocks">
      {of.waiting_since && (
        <span className={`waited ${state}`} title={due(of)}>
          {span(now - Date.parse(of.waiting_since))}
        </span>
      )}
      {left !== null && left > 0 && left < 24 * HOUR && (
        <span
          className={`window-left ${left < 2 * HOUR ? "soon" : ""}`}
          title={i18n.t("Time left of WhatsApp's window")}
        >
          {span(left)}
        </span>
      )}
    </span>
  );
}

function due({ clock: goal }: ConversationTold): string {
  if (goal?.state === "paused") return i18n.t("The clock stands still");
  if (!goal?.due_at) return i18n.t("Waiting for an answer");
  if (goal.state === "breached") return i18n.t("The goal was {time}", { time: clock(goal.due_at) });
  return i18n.t("To be answered by {time}", { time: clock(goal.due_at) });
}
