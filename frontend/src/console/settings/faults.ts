// What was wrong with what was sent, by field, as the server says it.
import { i18n } from "@lingui/core";
import { Refused, withRemedy } from "../api/problem";

export type Faults = Readonly<Record<string, string>>;

/** Return what was wrong, by the last part of its place; "" is said of the whole. */
export function faultsOf(error: unknown): Faults {
  if (!(error instanceof Refused)) return { "": (error as Error).message || i18n.t("Dastak does not answer") };
  const { errors = [], detail, title } = error.problem;
  const byField = errors.map(
    (one) => [one.pointer.split("/").at(-1) ?? "", withRemedy(one.detail, one.remedy)] as const,
  );
  return { "": byField.length > 0 ? "" : detail || title, ...Object.fromEntries(byField) };
}
