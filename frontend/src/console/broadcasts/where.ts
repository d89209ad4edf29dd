// Where in broadcasts one is: the list, a step of one that is being made, or what became of one.
import { go } from "../shell/place";

export const STEPS = ["who", "what", "when", "check", "test", "confirm"] as const;
export type Step = (typeof STEPS)[number];
export const RUNNING = "running";

export interface Where {
  /** The broadcast; null on the list and before there is one. */
  id: number | null;
  step: Step | typeof RUNNING | "new" | "";
}

const isStep = (name: string | undefined): name is Step | typeof RUNNING =>
  name === RUNNING || (STEPS as readonly string[]).includes(name ?? "");

/** Return what an address means; null where there is no such page. */
export function readWhere(rest: string): Where | null {
  const [first = "", second, ...more] = rest.split("/");
  if (first === "") return { id: null, step: "" };
  if (first === "new" && second === undefined) return { id: null, step: "new" };
  if (!/^[1-9]\d{0,15}$/.test(first) || more.length > 0) return null;
  if (second === undefined) return { id: Number(first), step: "" };
  return isStep(second) ? { id: Number(first), step: second } : null;
}

export const addressOf = (id: number, step: Where["step"]) => `${id}${step ? `/${step}` : ""}`;
export const toList = () => go({ page: "broadcasts", rest: "", asked: "" });
export const toStep = (id: number, step: Where["step"], replace = false) =>
  go({ page: "broadcasts", rest: addressOf(id, step), asked: "" }, replace);
