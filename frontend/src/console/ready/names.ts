// How what a macro does is called.
import { i18n } from "@lingui/core";
import type { Names } from "../conversation/effects";
import { nameOf, useLabels, useStaff } from "../inbox/people";

/** Return how labels and people of effects are called; one that is gone says so. */
export function useNames(): Names {
  const [labels, staff] = [useLabels(), useStaff()];
  return {
    label: (id) => labels.find((one) => one.id === id)?.name ?? i18n.t("a deleted label"),
    person: (id) => nameOf(staff.find((one) => one.id === id)),
  };
}
