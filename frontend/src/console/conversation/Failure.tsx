import { i18n } from "@lingui/core";
import type { FailureTold } from "../api/shapes";
import { tellFailure } from "./reasons";

/** Why a message did not get there, what to do, and another try where that makes sense. */
export function Failure({ of, retry }: { of: FailureTold; retry: () => void }) {
  const [sentence, remedy] = tellFailure(of);
  return (
    <div className="failure">
      <p>
        <b>{sentence}</b> {remedy}
      </p>
      {of.may_retry && (
        <button type="button" className="plain" onClick={retry}>
          {i18n.t("Retry")}
        </button>
      )}
    </div>
  );
}
