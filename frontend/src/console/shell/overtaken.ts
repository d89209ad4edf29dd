// A change that was based on what is no longer so.
import { i18n } from "@lingui/core";
import { Refused } from "../api/problem";
import { complain } from "./toasts";

/** Whether somebody has changed it meanwhile; says so, and that what was typed is still there. */
export function sayOvertaken(error: unknown): boolean {
  if (!(error instanceof Refused) || error.status !== 409) return false;
  complain(
    new Error(i18n.t("Somebody has changed it meanwhile. What you typed is still here: look, then save again.")),
  );
  return true;
}
