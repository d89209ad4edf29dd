// What happened to a conversation, each in one sentence.
import { i18n } from "@lingui/core";
import type { EventItem } from "../api/shapes";
import { actionName, channelName, purposeName } from "../panel/words";
import { clock, dateAndClock } from "../words/moments";
import { tellChange, tellFired } from "./orderEvents";
import { reason } from "./reasons";

type Tell = (values: Record<string, unknown>, by: string, nameOf: (id: number) => string) => string;

const listed = (value: unknown) => (Array.isArray(value) ? value.join(", ") : String(value ?? ""));

export const SENTENCES: Record<EventItem["kind"], Tell> = {
  needs_person: ({ why }) => i18n.t("A person is needed: {why}", { why: reason(String(why)) }),
  taken: (_, by) => i18n.t("{by} took over", { by }),
  handed_back: ({ instruction }, by) =>
    instruction
      ? i18n.t("{by} handed back to the assistant: {instruction}", { by, instruction: String(instruction) })
      : i18n.t("{by} handed back to the assistant", { by }),
  returning: ({ at }) =>
    i18n.t("Nobody has written for a while: the assistant gets it back at {time}", { time: clock(String(at)) }),
  breached: () => i18n.t("A goal was missed"),
  returned: () => i18n.t("Back to the assistant: nobody had written for a while"),
  withheld: () => i18n.t("An answer of the assistant was withheld"),
  assigned: ({ to, by: how }, by, nameOf) => {
    if (typeof to !== "number") return i18n.t("{by} assigned it to nobody", { by: by || "Dastak" });
    if (how === "automatic") return i18n.t("Assigned to {name} by itself", { name: nameOf(to) });
    return i18n.t("{by} assigned it to {name}", { by, name: nameOf(to) });
  },
  snoozed: ({ until }, by) =>
    until
      ? i18n.t("{by} snoozed it until {until}", { by, until: dateAndClock(String(until)) })
      : i18n.t("{by} snoozed it", { by }),
  woken: ({ by: what }) =>
    what === "message"
      ? i18n.t("Woken: the customer wrote")
      : what === "parcel"
        ? i18n.t("Woken: there is news of a parcel")
        : what === "window"
          ? i18n.t("Woken: the window is about to close")
          : i18n.t("Woken: it was time"),
  resolved: (_, by) => i18n.t("{by} resolved it", { by: by || "Dastak" }),
  reopened: ({ by: what }, by) =>
    what === "message" ? i18n.t("Reopened: the customer wrote") : i18n.t("{by} reopened it", { by }),
  labelled: ({ added, removed }, by) => {
    const signs = [listed(added) && `+ ${listed(added)}`, listed(removed) && `− ${listed(removed)}`].filter(Boolean);
    return i18n.t("{by} changed labels: {labels}", { by, labels: signs.join(" ") });
  },
  answered: (_, by) => i18n.t("{by} marked it as in need of no answer", { by }),
  rated: ({ stars }) => i18n.t("The customer rated {stars} of 5", { stars: Number(stars) }),
  order_action: ({ action, order, outcome, reference }, by) =>
    [by, actionName(String(action)), order, reference, outcome === "too_late" && i18n.t("too late: nothing was done")]
      .filter(Boolean)
      .join(" · "),
  order_changed: ({ order, state }) => tellChange(String(order), String(state)),
  rule_fired: ({ rule, order, outcome, because }) =>
    tellFired(String(rule), String(order ?? ""), outcome === "sent", String(because ?? "")),
  consent: ({ channel, purpose, agreed }) => {
    const what = `${channelName(String(channel))}, ${purposeName(String(purpose))}`;
    return agreed ? i18n.t("Consent given: {what}", { what }) : i18n.t("Consent withdrawn: {what}", { what });
  },
  undone: ({ message }, by) =>
    message ? i18n.t("{by} took a message back before it left", { by }) : i18n.t("{by} undid that", { by }),
};

/** Return the sentence of an event. */
export function tellEvent(of: EventItem, by: string, nameOf: (id: number) => string): string {
  if (!Object.hasOwn(SENTENCES, of.kind)) return i18n.t("Something happened here");
  return SENTENCES[of.kind](of.values, by, nameOf);
}
