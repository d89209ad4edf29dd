// The steps of a macro as they are edited: one label a step, so that each can be moved and taken away by itself.
import type { Macro } from "../api/shapes";
import type { MacroStep } from "./calls";

export type StepKind = MacroStep["action"];
export type StepValues = NonNullable<MacroStep["values"]>;
export interface Step {
  key: number;
  action: StepKind;
  values: Partial<StepValues>;
}

let count = 0;
export const makeStep = (action: StepKind, values: Step["values"]): Step => ({ key: ++count, action, values });

const idsOf = (value: unknown): number[] => (Array.isArray(value) ? value.map(Number) : []);

/** Return what a macro does, step by step; its reply is no step. */
export function stepsOf(effects: Macro["effects"]): Step[] {
  return effects.flatMap(({ kind, values }) => {
    if (kind === "reply") return [];
    if (kind === "label") {
      return [
        ...idsOf(values.add).map((id) => makeStep("label", { add: [id] })),
        ...idsOf(values.remove).map((id) => makeStep("label", { remove: [id] })),
      ];
    }
    // What is asked for when it runs is worked out, and not kept.
    const { needs: _, ...kept } = values;
    return [makeStep(kind, kept as Step["values"])];
  });
}

/** Return steps as they are sent. */
export const actionsOf = (steps: readonly Step[]): MacroStep[] =>
  steps.map(({ action, values }) => ({ action, values: values as StepValues }));
