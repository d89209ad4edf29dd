// What came of something done to many conversations, in one sentence.
import { i18n } from "@lingui/core";
import type { BulkTold } from "../api/shapes";
import { named } from "../words/named";

/** Return how many were done, and how many were left out for what reason. */
export function tellDone({ done, left_out }: Pick<BulkTold, "done" | "left_out">): string {
  const skipped = left_out.map(({ why, count }) => i18n.t("{n} skipped ({why})", { n: count, why: reasonOf(why) }));
  return [i18n.t("{n} done", { n: done }), ...skipped].join(", ");
}

/** Return how many are as they were, and how many could not be put back. */
export function tellUndone({ undone, kept, left_out }: Pick<BulkTold, "undone" | "kept" | "left_out">): string {
  const neverBegun = left_out.find(({ why }) => why === "undone")?.count ?? 0;
  const left = kept > 0 ? [i18n.t("{n} left as they are: something happened there since", { n: kept })] : [];
  return [i18n.t("{n} undone", { n: undone + neverBegun }), ...left].join(", ");
}

export const LEFT_OUT: Record<BulkTold["left_out"][number]["why"], () => string> = {
  not_seen: () => i18n.t("not yours to see"),
  somebody_elses: () => i18n.t("somebody else's"),
  no_colleague: () => i18n.t("that person is not here any more"),
  no_label: () => i18n.t("that label is gone"),
  too_many_labels: () => i18n.t("it has too many labels"),
  never_wakes: () => i18n.t("nothing would wake it"),
  no_parcel: () => i18n.t("no parcel is on its way"),
  window_shut: () => i18n.t("its window is about to close, or shut already"),
  undone: () => i18n.t("undone before its turn"),
};
const reasonOf = (why: string) => named(LEFT_OUT, why, () => i18n.t("it could not be done"));
