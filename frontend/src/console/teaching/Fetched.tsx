import { i18n } from "@lingui/core";
import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Failed } from "../shell/Failed";

/** What was fetched, or that it is on its way, or that it could not be had. */
export function Fetched<T>({ of, children }: { of: UseQueryResult<T>; children: (data: T) => ReactNode }) {
  if (of.data !== undefined) return children(of.data);
  if (!of.isError)
    return (
      <p className="quiet" aria-busy="true">
        {i18n.t("One moment …")}
      </p>
    );
  return <Failed error={of.error} retry={() => void of.refetch()} />;
}
