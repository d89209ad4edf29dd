// What is looked at before a broadcast may leave: each in a sentence, with the step that mends it.
import { i18n } from "@lingui/core";
import { allowanceSaid, beyondSaid } from "./allowance";
import type { Broadcast, Outlook } from "./calls";
import { ruleSaid, stepOf } from "./rules";
import { emptyFor, type Sources } from "./sources";
import type { Text } from "./texts";
import type { Step } from "./where";
import { sum } from "./words";

export interface Check {
  /** "bad" forbids the start, "look" does not. */
  how: "good" | "look" | "bad";
  words: string;
  step: Step;
}

const good = (words: string, step: Step): Check => ({ how: "good", words, step });
const look = (words: string, step: Step): Check => ({ how: "look", words, step });
const bad = (words: string, step: Step): Check => ({ how: "bad", words, step });

/** Return what was looked at in a draft, the worst first. */
export function checksOf(of: Broadcast, outlook: Outlook, text: Text | undefined, now: number): readonly Check[] {
  const forbidden = outlook.refusals
    .filter(({ rule }) => rule !== "audience_empty" && rule !== "budget") // said below, with what we know
    .map((one) => bad(ruleSaid(one), stepOf(one)));
  const all = [
    ...forbidden,
    ...checkWho(of, outlook),
    ...checkWhat(of, outlook, text, forbidden.length > 0),
    ...checkWhen(of, outlook, now),
    ...checkSender(outlook),
  ];
  const order = ["bad", "look", "good"];
  return all.toSorted((a, b) => order.indexOf(a.how) - order.indexOf(b.how));
}

function checkWho(of: Broadcast, { people, most }: Outlook): Check[] {
  if (of.missing.includes("audience")) return [bad(i18n.t("Nobody is chosen yet."), "who")];
  if (people === 0) return [bad(i18n.t("Nobody is in it now."), "who")];
  if (most === 0) return [bad(i18n.t("Everybody in it would be left out."), "who")];
  const words = i18n.t("{n, plural, one {# person gets it.} other {# people get it.}}", { n: most });
  const left = people - most;
  const out = i18n.t("{n, plural, one {# person is left out.} other {# people are left out.}}", { n: left });
  return left > 0 ? [good(words, "who"), look(out, "who")] : [good(words, "who")];
}

function checkWhat(of: Broadcast, outlook: Outlook, text: Text | undefined, forbidden: boolean): Check[] {
  if (of.missing.includes("key") || !text) return [bad(i18n.t("No text is chosen yet."), "what")];
  if (of.missing.includes("values")) return [bad(i18n.t("A gap of the text has nothing in it."), "what")];
  const waits = text.bodies.filter((one) => !one.canSend).length;
  const sources = of.values as Sources;
  const blank = text.fields.filter((name) => {
    const source = sources[name];
    return source && "field" in source && !source.default && emptyFor(source, outlook.sample) > 0;
  });
  return [
    ...(forbidden ? [] : [approved(waits)]),
    ...(blank.length > 0
      ? [look(i18n.t("Some have no name that is known: say what stands there instead."), "what")]
      : []),
  ];
}

function approved(waits: number): Check {
  if (waits === 0) return good(i18n.t("WhatsApp has approved the text."), "what");
  const words = i18n.t(
    "{n, plural, one {# language waits for WhatsApp; its people read the fallback.} other {# languages wait for WhatsApp; their people read the fallback.}}",
    { n: waits },
  );
  return look(words, "what");
}

function checkWhen(of: Broadcast, { cost_micros, currency }: Outlook, now: number): Check[] {
  const past = of.starts_at !== null && Date.parse(of.starts_at) < now;
  const dear = of.budget_micros !== null && cost_micros > of.budget_micros;
  return [
    past ? bad(i18n.t("Its time is past."), "when") : good(i18n.t("It leaves within your hours for offers."), "when"),
    ...(dear
      ? [
          bad(
            i18n.t("It would cost {cost}, and may spend {budget}: raise that, or choose fewer people.", {
              cost: sum(cost_micros, currency),
              budget: sum(of.budget_micros ?? 0, currency),
            }),
            "when",
          ),
        ]
      : []),
  ];
}

/** How WhatsApp stands to the number: what comes later than today, and what it thinks of it. */
function checkSender(outlook: Outlook): Check[] {
  const later = outlook.beyond > 0 ? [look(`${beyondSaid(outlook)}. ${allowanceSaid(outlook.allowance)}`, "when")] : [];
  if (outlook.allowance.quality !== "low") return later;
  const low = i18n.t(
    "WhatsApp rates your number as low: too many block or report it. Write to fewer people, to those who answer.",
  );
  return [...later, look(low, "who")];
}

export const mayStart = (checks: readonly Check[]) => checks.every((one) => one.how !== "bad");
