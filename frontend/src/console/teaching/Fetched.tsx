import { i18n } from "@lingui/core";
import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";

/** What was fetched, or that it is on its way, or that it could not be had. */
export function Fetched<T>({ of, children }: { of: UseQueryResult<T>; children: (data: T) => ReactNode }) {
  if (of.data !== undefined) return children(of.data);
  if (of.isPending)
    return (
      <p className="quiet" aria-busy="true">
        {i18n.t("One moment …")}
      </p>
    );
  return (
    <p className="wrong" role="alert">
      {of.error?.message || i18n.t("Dastak does not answer")}{" "}
      <button type="button" className="link" onClick={() => void of.refetch()}>
        {i18n.t("Try again")}
      </button>
    </p>
  );
}
