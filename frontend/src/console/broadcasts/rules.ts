// The rules that forbid a start: the step that mends each. What they say comes from the server, in our language.
import type { Outlook } from "./calls";
import type { Step } from "./where";

type Refusal = Outlook["refusals"][number];

const STEPS: Record<string, Step> = {
  audience_empty: "who",
  untried: "test",
  hours: "when",
  budget: "when",
  same_again: "who",
};

export const ruleSaid = ({ says, remedy }: Refusal) => `${says} ${remedy}`;

export const stepOf = ({ rule }: Refusal): Step => STEPS[rule] ?? "what";
